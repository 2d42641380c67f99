# What curses refuses, and the modes, colours and keyboard that need no looking at.
import screen_terminal

CHILD = r'''
import curses
def main(screen):
    def refused(name, *arguments, of=None):
        try:
            report(name, getattr(of or window, name)(*arguments))
        except Exception as problem:
            report(name, type(problem).__name__, problem)
    window = curses.newwin(3, 5)
    pad = curses.newpad(9, 9)
    refused("addch", 9, 9, "x")
    refused("addch", 9, 9, 65)
    refused("addch", "ab")
    refused("addch", 1.5)
    refused("addstr", 9, 9, "x")
    refused("addstr", 9, 9, b"x")
    refused("addstr", "x" * 50)
    refused("addstr", 3)
    refused("addstr", "a\0b")
    refused("addnstr", "abc", "d")
    refused("insch", 9, 9, "x")
    refused("delch", 9, 9)
    refused("hline", 9, 9, "-", 2)
    refused("hline", "é", 2)
    refused("move", 9, 9)
    refused("refresh", of=pad)
    refused("refresh", 0, 0, 0, 0, 1, 1)
    refused("derwin", 9, 9)
    refused("is_linetouched", 9)
    refused("touchline", 9, 1)
    refused("setscrreg", 2, 1)
    refused("overlay", 3)
    refused("timeout", "x")
    refused("keypad", "x")
    refused("instr", -1)
    refused("getkey", 9, 9)
    refused("getch", 9, 9)
    refused("newpad", 0, 0, of=curses)
    refused("ungetch", "ab", of=curses)
    refused("unget_wch", 1.5, of=curses)
    refused("keyname", -1, of=curses)
    refused("has_key", "a", of=curses)
    refused("halfdelay", 0, of=curses)
    refused("curs_set", 9, of=curses)
    refused("set_escdelay", 0, of=curses)
    refused("set_tabsize", 0, of=curses)
    refused("init_pair", 1, 300, 1, of=curses)
    refused("init_pair", -1, 1, 1, of=curses)
    refused("init_color", 1, 1001, 0, 0, of=curses)
    refused("color_content", 300, of=curses)
    refused("pair_content", 1.5, of=curses)
    curses.use_default_colors()
    curses.init_pair(3, 4, -1)
    report(curses.pair_content(3), curses.color_pair(3), curses.pair_number(curses.color_pair(3)))
    curses.init_color(9, 1000, 500, 0)
    report(curses.color_content(9), curses.has_colors(), curses.can_change_color())
    report(curses.COLORS, screen.encoding, curses.is_term_resized(12, 40))
    curses.set_escdelay(70)
    curses.set_tabsize(4)
    report(curses.get_escdelay(), curses.get_tabsize())
    curses.savetty()
    for name in ("raw", "noraw", "nonl", "nl", "qiflush", "noqiflush", "cbreak", "beep", "flash"):
        getattr(curses, name)()
    curses.resetty()
    curses.def_prog_mode()
    curses.reset_shell_mode()
    curses.reset_prog_mode()
    curses.setsyx(3, 4)
    report(curses.getsyx(), curses.curs_set(0), curses.isendwin())
    window.attron(curses.A_BOLD)
    window.attroff(curses.A_BOLD)
    window.attrset(curses.A_ITALIC)
    for name in ("standout", "standend", "insertln", "deleteln", "touchwin", "untouchwin",
                 "redrawwin", "cursyncup", "syncup", "syncdown", "erase", "clrtobot"):
        report(name, getattr(window, name)())
    for name in ("clearok", "idcok", "idlok", "immedok", "leaveok", "notimeout", "syncok"):
        report(name, getattr(window, name)(False))
curses.wrapper(main)
'''

if screen_terminal.described():
    screen_terminal.run(CHILD)
#--- lazy
#| addch error add_wch() returned ERR
#| addch error addch() returned ERR
#| addch TypeError expect bytes or str of length 1, or int, got a str of length 2
#| addch TypeError expect bytes or str of length 1, or int, got float
#| addstr error addwstr() returned ERR
#| addstr error addstr() returned ERR
#| addstr error addwstr() returned ERR
#| addstr TypeError expect bytes or str, got int
#| addstr ValueError embedded null character
#| addnstr TypeError 'str' object cannot be interpreted as an integer
#| insch error insch() returned ERR
#| delch error mvwdelch() returned ERR
#| hline error wmove() returned ERR
#| hline OverflowError byte doesn't fit in chtype
#| move error wmove() returned ERR
#| refresh error refresh() for a pad requires 6 arguments
#| refresh TypeError refresh() takes no arguments (6 given)
#| derwin error curses function returned NULL
#| is_linetouched TypeError is_linetouched: line number outside of boundaries
#| touchline error touchline() returned ERR
#| setscrreg error wsetscrreg() returned ERR
#| overlay TypeError overlay() argument 1 must be _curses.window, not int
#| timeout TypeError 'str' object cannot be interpreted as an integer
#| keypad TypeError 'str' object cannot be interpreted as an integer
#| instr ValueError 'n' must be nonnegative
#| getkey error no input
#| getch -1
#| newpad error curses function returned NULL
#| ungetch TypeError expect bytes or str of length 1, or int, got a str of length 2
#| unget_wch TypeError expect str of length 1 or int, got float
#| keyname ValueError invalid key number
#| has_key TypeError 'str' object cannot be interpreted as an integer
#| halfdelay error halfdelay() returned ERR
#| curs_set error curs_set() returned ERR
#| set_escdelay ValueError ms must be > 0
#| set_tabsize ValueError size must be > 0
#| init_pair ValueError Color number is greater than COLORS-1 (255).
#| init_pair ValueError Color pair is less than 0.
#| init_color ValueError Color component is greater than 1000
#| color_content ValueError Color number is greater than COLORS-1 (255).
#| pair_content TypeError 'float' object cannot be interpreted as an integer
#| (4, -1) 768 3
#| (1000, 500, 0) True True
#| 256 UTF-8 False
#| 70 4
#| (3, 4) 1 False
#| standout None
#| standend None
#| insertln None
#| deleteln None
#| touchwin None
#| untouchwin None
#| redrawwin None
#| cursyncup None
#| syncup None
#| syncdown None
#| erase None
#| clrtobot None
#| clearok None
#| idcok None
#| idlok None
#| immedok None
#| leaveok None
#| notimeout None
#| syncok None
#--- eager
#| addch error add_wch() returned ERR
#| addch error addch() returned ERR
#| addch TypeError expect bytes or str of length 1, or int, got a str of length 2
#| addch TypeError expect bytes or str of length 1, or int, got float
#| addstr error addwstr() returned ERR
#| addstr error addstr() returned ERR
#| addstr error addwstr() returned ERR
#| addstr TypeError expect bytes or str, got int
#| addstr ValueError embedded null character
#| addnstr TypeError 'str' object cannot be interpreted as an integer
#| insch error insch() returned ERR
#| delch error mvwdelch() returned ERR
#| hline error wmove() returned ERR
#| hline OverflowError byte doesn't fit in chtype
#| move error wmove() returned ERR
#| refresh error refresh() for a pad requires 6 arguments
#| refresh TypeError refresh() takes no arguments (6 given)
#| derwin error curses function returned NULL
#| is_linetouched TypeError is_linetouched: line number outside of boundaries
#| touchline error touchline() returned ERR
#| setscrreg error wsetscrreg() returned ERR
#| overlay TypeError overlay() argument 1 must be _curses.window, not int
#| timeout TypeError 'str' object cannot be interpreted as an integer
#| keypad TypeError 'str' object cannot be interpreted as an integer
#| instr ValueError 'n' must be nonnegative
#| getkey error no input
#| getch -1
#| newpad error curses function returned NULL
#| ungetch TypeError expect bytes or str of length 1, or int, got a str of length 2
#| unget_wch TypeError expect str of length 1 or int, got float
#| keyname ValueError invalid key number
#| has_key TypeError 'str' object cannot be interpreted as an integer
#| halfdelay error halfdelay() returned ERR
#| curs_set error curs_set() returned ERR
#| set_escdelay ValueError ms must be > 0
#| set_tabsize ValueError size must be > 0
#| init_pair ValueError Color number is greater than COLORS-1 (255).
#| init_pair ValueError Color pair is less than 0.
#| init_color ValueError Color component is greater than 1000
#| color_content ValueError Color number is greater than COLORS-1 (255).
#| pair_content TypeError 'float' object cannot be interpreted as an integer
#| (4, -1) 768 3
#| (1000, 500, 0) True True
#| 256 UTF-8 False
#| 70 4
#| (3, 4) 1 False
#| standout None
#| standend None
#| insertln None
#| deleteln None
#| touchwin None
#| untouchwin None
#| redrawwin None
#| cursyncup None
#| syncup None
#| syncdown None
#| erase None
#| clrtobot None
#| clearok None
#| idcok None
#| idlok None
#| immedok None
#| leaveok None
#| notimeout None
#| syncok None
