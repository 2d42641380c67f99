"""Which version of ncurses this is."""

from collections import namedtuple

from ._library import native


class _Version(namedtuple("ncurses_version", "major minor patch")):
    """The three numbers of ncurses' version."""

    __slots__ = ()

    def __repr__(self):
        return "curses." + super().__repr__()


_Version.__name__ = _Version.__qualname__ = "ncurses_version"
_Version.__module__ = "curses"

# It says "ncurses 6.4.20221231".
_text = native("curses_version", "", "s")().decode()
ncurses_version = _Version(*map(int, _text.split()[-1].split(".")))
