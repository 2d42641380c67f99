"""The standard module ``curses.ascii``: control characters and kinds of characters."""

controlnames = (
    "NUL SOH STX ETX EOT ENQ ACK BEL BS HT LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK "
    "SYN ETB CAN EM SUB ESC FS GS RS US SP"
).split()

for _number, _name in enumerate(controlnames):
    globals()[_name] = _number
TAB, NL, DEL = 0x09, 0x0A, 0x7F


def _number_of(c):
    return ord(c) if isinstance(c, str) else c


def _like(c, number):
    """A number in the type of what was given."""
    return chr(number) if isinstance(c, str) else number


def isalpha(c):
    """Whether it is a letter."""
    return isupper(c) or islower(c)


def isdigit(c):
    """Whether it is a decimal digit."""
    return 0x30 <= _number_of(c) <= 0x39


def isalnum(c):
    """Whether it is a letter or a digit."""
    return isalpha(c) or isdigit(c)


def isascii(c):
    """Whether it is a character of ASCII."""
    return 0 <= _number_of(c) <= 0x7F


def isblank(c):
    """Whether it is a space or a tab."""
    return _number_of(c) in (0x09, 0x20)


def iscntrl(c):
    """Whether it is a control character."""
    number = _number_of(c)
    return 0 <= number <= 0x1F or number == DEL


def isgraph(c):
    """Whether it leaves ink."""
    return 0x21 <= _number_of(c) <= 0x7E


def isprint(c):
    """Whether it leaves ink or is the space."""
    return 0x20 <= _number_of(c) <= 0x7E


def islower(c):
    """Whether it is a small letter."""
    return 0x61 <= _number_of(c) <= 0x7A


def isupper(c):
    """Whether it is a capital letter."""
    return 0x41 <= _number_of(c) <= 0x5A


def ispunct(c):
    """Whether it leaves ink and is neither letter nor digit."""
    return isgraph(c) and not isalnum(c)


def isspace(c):
    """Whether it is a space, a tab or ends a line."""
    return _number_of(c) in (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20)


def isxdigit(c):
    """Whether it is a hexadecimal digit."""
    number = _number_of(c)
    return isdigit(c) or 0x41 <= number & ~0x20 <= 0x46


def isctrl(c):
    """Whether it is below the space."""
    return 0 <= _number_of(c) < 0x20


def ismeta(c):
    """Whether it is beyond ASCII."""
    return _number_of(c) > 0x7F


def ascii(c):
    """Its lower seven bits."""
    return _like(c, _number_of(c) & 0x7F)


def ctrl(c):
    """The control character of a letter."""
    return _like(c, _number_of(c) & 0x1F)


def alt(c):
    """The same with the eighth bit."""
    return _like(c, _number_of(c) | 0x80)


def unctrl(c):
    """How to show it: ``^A`` for control characters, ``!`` before the eighth bit."""
    number = _number_of(c)
    low = number & 0x7F
    if low == DEL:
        shown = "^?"
    elif isprint(low):
        shown = chr(low)
    else:
        shown = "^" + chr(low + 0x40)
    return "!" + shown if number & 0x80 else shown
