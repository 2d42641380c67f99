"""What CPython's compiled module ``_curses`` offers, by the system's ncurses.

Names with an underscore are this package's own: ``from _curses import *`` must
give ``curses`` its public names only.
"""

from . import _input, _library
from ._colors import (
    assume_default_colors, can_change_color, color_content, color_pair, has_colors,
    has_extended_color_support, init_color, init_pair, pair_content, pair_number,
    start_color, use_default_colors,
)
from ._constants import NUMBERS as _NUMBERS
from ._keyboard import (
    baudrate, delay_output, erasechar, filter, flushinp, get_escdelay, get_tabsize,
    getmouse, has_ic, has_il, has_key, keyname, killchar, longname, mouseinterval,
    mousemask, noqiflush, qiflush, set_escdelay, set_tabsize, termattrs, termname,
    typeahead, unctrl, unget_wch, ungetch, ungetmouse, use_env,
)
from ._library import ERR, OK, error
from ._screen import (
    beep, cbreak, curs_set, def_prog_mode, def_shell_mode, doupdate, echo, endwin, flash,
    getsyx, getwin, halfdelay, initscr, intrflush, is_term_resized, isendwin, meta, napms,
    newpad, newwin, nl, nocbreak, noecho, nonl, noraw, raw, reset_prog_mode,
    reset_shell_mode, resetty, resize_term, resizeterm, savetty, setsyx, update_lines_cols,
)
from ._terminfo import putp, setupterm, tigetflag, tigetnum, tigetstr, tparm
from ._version import ncurses_version
from ._window import window

version = __version__ = b"2.2"

globals().update(_NUMBERS)

# The library without wide characters cannot read them.
if not _library.WIDE:
    del unget_wch
    del _input.Input.get_wch
