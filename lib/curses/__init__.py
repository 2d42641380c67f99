"""The standard package ``curses``: text screens by the system's ncurses.

The functions are those of ``_curses``. RustPython's library has neither.
"""

import os
import sys

import _curses
from _curses import *


def initscr():
    """Start using the screen; the window that is all of it.

    Afterwards this module has the ``ACS_`` characters, ``LINES`` and ``COLS``.
    """
    # The library's own initscr() ends the process if it does not know the terminal.
    setupterm(term=os.environ.get("TERM", "unknown"), fd=sys.__stdout__.fileno())
    screen = _curses.initscr()
    for name, value in list(vars(_curses).items()):
        if name.startswith("ACS_") or name in ("LINES", "COLS"):
            globals()[name] = value
    return screen


def start_color():
    """Begin to use colours; this module has ``COLORS`` and ``COLOR_PAIRS`` then."""
    global COLORS, COLOR_PAIRS
    _curses.start_color()
    COLORS, COLOR_PAIRS = _curses.COLORS, _curses.COLOR_PAIRS


def wrapper(func, /, *args, **kwds):
    """Call a function with the screen, and leave the terminal as it was."""
    screen = initscr()
    try:
        noecho()
        cbreak()
        screen.keypad(True)
        try:
            start_color()
        except error:
            pass
        return func(screen, *args, **kwds)
    finally:
        screen.keypad(False)
        echo()
        nocbreak()
        endwin()
