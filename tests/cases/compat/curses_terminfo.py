# The terminal's description, without a terminal; and what is refused before it is known.
import curses
import subprocess
import sys

import screen_terminal


def refused(function, *arguments):
    try:
        print(function.__name__, function(*arguments))
    except Exception as problem:
        print(function.__name__, type(problem).__name__, problem)


refused(curses.tigetnum, "colors")
refused(curses.tparm, b"x")
refused(curses.cbreak)
refused(curses.newwin, 1, 1)
refused(curses.keyname, 65)
refused(curses.getmouse)
refused(curses.start_color)
refused(curses.setupterm, "no-such-terminal", 1)
refused(curses.setupterm, 5, 1)
if screen_terminal.described():
    for name in ("cup", "setaf", "no_such"):
        print(name, curses.tigetstr(name), curses.tigetnum(name), curses.tigetflag(name))
    print(curses.tigetnum("colors"), curses.tigetflag("am"), curses.tigetstr("am"))
    print(curses.tparm(curses.tigetstr("cup"), 4, 9))
    print(curses.tparm(b"%p1%d %p9%d", -3, *range(2, 10)))
    refused(curses.tigetstr, b"cup")
    refused(curses.tparm, "cup")
    refused(curses.putp, "cup")
    program = "import curses; curses.setupterm('xterm-256color', 1); curses.putp(b'put')"
    print(subprocess.check_output([sys.executable, "-c", program]))
print(curses.A_BOLD, curses.A_ITALIC, curses.A_COLOR, curses.KEY_RESIZE, curses.KEY_F12)
print(curses.BUTTON4_PRESSED, curses.REPORT_MOUSE_POSITION, curses.COLOR_CYAN, curses.ERR)
print(curses.error, curses.window, curses.version, curses.ncurses_version[0] >= 5)
refused(curses.window)
#--- lazy
#| tigetnum error must call (at least) setupterm() first
#| tparm error must call (at least) setupterm() first
#| cbreak error must call initscr() first
#| newwin error must call initscr() first
#| keyname error must call initscr() first
#| getmouse error must call initscr() first
#| start_color error must call initscr() first
#| setupterm error setupterm: could not find terminal
#| setupterm TypeError setupterm() argument 'term' must be str or None, not int
#| cup b'\x1b[%i%p1%d;%p2%dH' -2 -1
#| setaf b'\x1b[%?%p1%{8}%<%t3%p1%d%e%p1%{16}%<%t9%p1%{8}%-%d%e38;5;%p1%d%;m' -2 -1
#| no_such None -2 -1
#| 256 1 None
#| b'\x1b[5;10H'
#| b'-3 9'
#| tigetstr TypeError tigetstr() argument must be str, not bytes
#| tparm TypeError a bytes-like object is required, not 'str'
#| putp TypeError a bytes-like object is required, not 'str'
#| b'put'
#| 2097152 2147483648 65280 410 276
#| 65536 268435456 6 -1
#| <class '_curses.error'> <class '_curses.window'> b'2.2' True
#| window TypeError cannot create '_curses.window' instances
#--- eager
#| tigetnum error must call (at least) setupterm() first
#| tparm error must call (at least) setupterm() first
#| cbreak error must call initscr() first
#| newwin error must call initscr() first
#| keyname error must call initscr() first
#| getmouse error must call initscr() first
#| start_color error must call initscr() first
#| setupterm error setupterm: could not find terminal
#| setupterm TypeError setupterm() argument 'term' must be str or None, not int
#| cup b'\x1b[%i%p1%d;%p2%dH' -2 -1
#| setaf b'\x1b[%?%p1%{8}%<%t3%p1%d%e%p1%{16}%<%t9%p1%{8}%-%d%e38;5;%p1%d%;m' -2 -1
#| no_such None -2 -1
#| 256 1 None
#| b'\x1b[5;10H'
#| b'-3 9'
#| tigetstr TypeError tigetstr() argument must be str, not bytes
#| tparm TypeError a bytes-like object is required, not 'str'
#| putp TypeError a bytes-like object is required, not 'str'
#| b'put'
#| 2097152 2147483648 65280 410 276
#| 65536 268435456 6 -1
#| <class '_curses.error'> <class '_curses.window'> b'2.2' True
#| window TypeError cannot create '_curses.window' instances
