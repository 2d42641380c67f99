"""The standard module ``curses.panel``: windows that lie on each other."""

from _curses_panel import *
