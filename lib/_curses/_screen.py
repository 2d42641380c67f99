"""The screen as a whole: start, end, modes, keyboard, mouse, size."""

import ctypes
import sys
import time
from operator import index

from ._constants import SHAPES
from ._files import window_from_bytes
from ._library import (
    ERR, OK, WIDE, check, described, error, lock, native, needs_screen, plain, state, table,
    variable,
)
from ._text import chtype
from ._window import window, wrap

_initscr = native("initscr", "", "w")
_wrefresh = native("wrefresh", "w")
_newwin = native("newwin", "iiii", "w")
_newpad = native("newpad", "ii", "w")
_curs_set = native("curs_set", "i")
_isendwin = native("isendwin")
_is_leaveok = native("is_leaveok", "w")
_leaveok = native("leaveok", "wi")
_wmove = native("wmove", "wii")
_getcury = native("getcury", "w")
_getcurx = native("getcurx", "w")
_resizeterm = native("resizeterm", "ii")
_resize_term = native("resize_term", "ii")
_is_term_resized = native("is_term_resized", "ii")
_halfdelay = native("halfdelay", "i")
_intrflush = native("intrflush", "wi")
_meta = native("meta", "wi")
_nl_langinfo = native("nl_langinfo", "i", "s")
# Its number in the C libraries of Linux.
_CODESET = 14


def _pointer(name):
    return variable(name, ctypes.c_void_p)


def _module(name, **values):
    module = sys.modules.get(name)
    if module is not None:
        vars(module).update(values)


def initscr():
    """Start using the screen; the window that is all of it."""
    if not state.screen:
        pointer = _initscr()
        if not pointer:
            raise error("curses function returned NULL")
        state.screen = True
        state.encoding = (_nl_langinfo(_CODESET) or b"utf-8").decode()
        shapes = table("acs_map", ctypes.c_uint32 * 128)
        _module("_curses", **{f"ACS_{name}": shapes[ord(at)] for name, at in SHAPES.items()})
        _module("_curses", LINES=variable("LINES"), COLS=variable("COLS"))
    else:
        pointer = _pointer("stdscr")
        check(_wrefresh(pointer), "wrefresh")
    screen = wrap(pointer)
    # It belongs to the library: see window.__del__.
    screen._parent = screen
    return screen


for _name in (
    "beep def_prog_mode def_shell_mode doupdate endwin flash reset_prog_mode "
    "reset_shell_mode resetty savetty"
).split():
    globals()[_name] = plain(_name)


def _mode(on, off):
    """The function that switches a mode on, or off if told so."""
    functions = {True: native(on), False: native(off)}

    def call(flag=True, /):
        needs_screen()
        flag = bool(flag)
        check(functions[flag](), on if flag else off)
        if on in ("cbreak", "raw"):
            state.unbuffered = flag

    return described(call, on)


cbreak, raw = _mode("cbreak", "nocbreak"), _mode("raw", "noraw")
echo, nl = _mode("echo", "noecho"), _mode("nl", "nonl")


def nocbreak():
    """Have the terminal hand out whole lines."""
    cbreak(False)


def noraw():
    """As nocbreak(), and have it turn keys into signals."""
    raw(False)


def noecho():
    """Do not show what is typed."""
    echo(False)


def nonl():
    """Leave Return and newline as they are."""
    nl(False)


def halfdelay(tenths, /):
    """As cbreak(), waiting for a key no longer than so many tenths of a second."""
    needs_screen()
    if index(tenths) > 255:
        raise OverflowError("unsigned byte integer is greater than maximum")
    check(_halfdelay(tenths), "halfdelay")
    state.unbuffered = False


def intrflush(flag, /):
    """Whether an interrupt empties the terminal's buffers."""
    needs_screen()
    check(_intrflush(None, flag), "intrflush")


def meta(yes, /):
    """Whether characters have eight bits."""
    needs_screen()
    check(_meta(_pointer("stdscr"), yes), "meta")


def newwin(*args):
    """newwin(nlines, ncols, [begin_y, begin_x]): a new window."""
    if len(args) not in (2, 4):
        raise TypeError("_curses.newwin requires 2 to 4 arguments")
    needs_screen()
    return wrap(_newwin(*args, *(() if len(args) == 4 else (0, 0))))


def newpad(nlines, ncols, /):
    """A new pad, a window of any size."""
    needs_screen()
    return wrap(_newpad(nlines, ncols))


def getwin(file, /):
    """The window that putwin() wrote."""
    needs_screen()
    return wrap(window_from_bytes(file.read()))


def curs_set(visibility, /):
    """Hide the cursor (0), show it (1) or show it well (2); what it was."""
    needs_screen()
    before = _curs_set(visibility)
    check(before, "curs_set")
    return before


def isendwin():
    """Whether endwin() has been called since the last refresh."""
    needs_screen()
    return bool(_isendwin() & 0xFF)


def getsyx():
    """Where the cursor of the virtual screen is; (-1, -1) if it is left alone."""
    needs_screen()
    screen = _pointer("newscr")
    with lock:
        if _is_leaveok(screen) & 0xFF:
            return -1, -1
        return _getcury(screen), _getcurx(screen)


def setsyx(y, x, /):
    """Set the cursor of the virtual screen."""
    needs_screen()
    screen = _pointer("newscr")
    alone = index(y) == -1 and index(x) == -1
    with lock:
        _leaveok(screen, alone)
        if not alone:
            _wmove(screen, y, x)


def napms(ms, /):
    """Sleep."""
    if index(ms) > 0:
        time.sleep(ms / 1000)
    return OK


def update_lines_cols():
    """Set LINES and COLS of the modules to what the library says."""
    size = {"LINES": variable("LINES"), "COLS": variable("COLS")}
    _module("_curses", **size)
    _module("curses", **size)


def resizeterm(nlines, ncols, /):
    """Give the windows a new size, and tell the program so by KEY_RESIZE."""
    needs_screen()
    check(_resizeterm(nlines, ncols), "resizeterm")
    update_lines_cols()


def resize_term(nlines, ncols, /):
    """The part of resizeterm() that deals with windows."""
    needs_screen()
    check(_resize_term(nlines, ncols), "resize_term")
    update_lines_cols()


def is_term_resized(nlines, ncols, /):
    """Whether resize_term() would change anything."""
    needs_screen()
    return bool(_is_term_resized(nlines, ncols) & 0xFF)
