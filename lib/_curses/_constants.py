"""The numbers that ncurses 6 gives to attributes, keys, mouse buttons and colours."""

_ATTRIBUTES = (
    "STANDOUT UNDERLINE REVERSE BLINK DIM BOLD ALTCHARSET INVIS PROTECT HORIZONTAL "
    "LEFT LOW RIGHT TOP VERTICAL ITALIC"
)

# From KEY_BREAK on; "-" is where the function keys are.
_KEYS = (
    "BREAK DOWN UP LEFT RIGHT HOME BACKSPACE - DL IL DC IC EIC CLEAR EOS EOL SF SR "
    "NPAGE PPAGE STAB CTAB CATAB ENTER SRESET RESET PRINT LL A1 A3 B2 C1 C3 BTAB BEG "
    "CANCEL CLOSE COMMAND COPY CREATE END EXIT FIND HELP MARK MESSAGE MOVE NEXT OPEN "
    "OPTIONS PREVIOUS REDO REFERENCE REFRESH REPLACE RESTART RESUME SAVE SBEG SCANCEL "
    "SCOMMAND SCOPY SCREATE SDC SDL SELECT SEND SEOL SEXIT SFIND SHELP SHOME SIC SLEFT "
    "SMESSAGE SMOVE SNEXT SOPTIONS SPREVIOUS SPRINT SREDO SREPLACE SRIGHT SRSUME SSAVE "
    "SSUSPEND SUNDO SUSPEND UNDO MOUSE RESIZE"
)

_EVENTS = "RELEASED PRESSED CLICKED DOUBLE_CLICKED TRIPLE_CLICKED"

_COLORS = "BLACK RED GREEN YELLOW BLUE MAGENTA CYAN WHITE"

# Line-drawing characters: the places in the library's table, which it fills when
# it knows the terminal.
SHAPES = {
    "ULCORNER": "l", "LLCORNER": "m", "URCORNER": "k", "LRCORNER": "j",
    "LTEE": "t", "RTEE": "u", "BTEE": "v", "TTEE": "w",
    "HLINE": "q", "VLINE": "x", "PLUS": "n", "S1": "o", "S9": "s",
    "DIAMOND": "`", "CKBOARD": "a", "DEGREE": "f", "PLMINUS": "g", "BULLET": "~",
    "LARROW": ",", "RARROW": "+", "DARROW": ".", "UARROW": "-",
    "BOARD": "h", "LANTERN": "i", "BLOCK": "0", "S3": "p", "S7": "r",
    "LEQUAL": "y", "GEQUAL": "z", "PI": "{", "NEQUAL": "|", "STERLING": "}",
    # The names of System V, by the sides that have a line.
    "BSSB": "l", "SSBB": "m", "BBSS": "k", "SBBS": "j",
    "SBSS": "u", "SSSB": "t", "SSBS": "v", "BSSS": "w",
    "BSBS": "q", "SBSB": "x", "SSSS": "n",
}


def _numbers():
    numbers = {
        "A_NORMAL": 0,
        "A_CHARTEXT": 0xFF,
        "A_COLOR": 0xFF00,
        "A_ATTRIBUTES": 0xFFFFFF00,
        "REPORT_MOUSE_POSITION": 1 << 28,
        "ALL_MOUSE_EVENTS": (1 << 28) - 1,
        "BUTTON_CTRL": 1 << 25,
        "BUTTON_SHIFT": 1 << 26,
        "BUTTON_ALT": 1 << 27,
        "KEY_MIN": 0o401,
        "KEY_MAX": 0o777,
    }
    for place, name in enumerate(_ATTRIBUTES.split()):
        numbers["A_" + name] = 1 << 16 + place
    for number, name in enumerate(_COLORS.split()):
        numbers["COLOR_" + name] = number
    for button in range(5):
        for place, event in enumerate(_EVENTS.split()):
            numbers[f"BUTTON{button + 1}_{event}"] = 1 << 5 * button + place
    number = numbers["KEY_MIN"]
    for name in _KEYS.split():
        if name == "-":
            for key in range(64):
                numbers[f"KEY_F{key}"] = number + key
            number += 64
        else:
            numbers["KEY_" + name] = number
            number += 1
    return numbers


NUMBERS = _numbers()
