"""The type of windows: what is not reading or writing."""

from operator import index

from . import _library
from ._files import window_as_bytes
from ._input import Input
from ._library import check, error, lock, native
from ._output import Output

_delwin = native("delwin", "w")
_is_pad = native("is_pad", "w")
_wrefresh = native("wrefresh", "w")
_wnoutrefresh = native("wnoutrefresh", "w")
_prefresh = native("prefresh", "wiiiiii")
_pnoutrefresh = native("pnoutrefresh", "wiiiiii")
_subwin = native("subwin", "wiiii", "w")
_derwin = native("derwin", "wiiii", "w")
_subpad = native("subpad", "wiiii", "w")
_wmove = native("wmove", "wii")
_mvwin = native("mvwin", "wii")
_mvderwin = native("mvderwin", "wii")
_wresize = native("wresize", "wii")
_wenclose = native("wenclose", "wii", "u")
_getmaxy = native("getmaxy", "w")
_is_linetouched = native("is_linetouched", "wi")
_is_wintouched = native("is_wintouched", "w")
_wtouchln = native("wtouchln", "wiii")
_wredrawln = native("wredrawln", "wii")
_wtimeout = native("wtimeout", "wi", "v")
_copywin = native("copywin", "wwiiiiiii")
_overlay = native("overlay", "ww")
_overwrite = native("overwrite", "ww")


def wrap(pointer, parent=None):
    """A ``window`` for what the library returned."""
    if not pointer:
        raise error("curses function returned NULL")
    made = object.__new__(window)
    made._pointer = pointer
    made._parent = parent
    made._encoding = _library.state.encoding
    return made


class window(Output, Input):
    """A window or pad of the curses library."""

    __module__ = "_curses"
    # _parent keeps the window alive whose memory this one shows.
    __slots__ = ("__weakref__", "_encoding", "_parent", "_pointer")

    def __new__(cls, *_args, **_keywords):
        raise TypeError("cannot create '_curses.window' instances")

    def __del__(self):
        if self._parent is not self:
            _delwin(self._pointer)

    @property
    def encoding(self):
        """The encoding for characters of the narrow functions."""
        return self._encoding

    @encoding.setter
    def encoding(self, value):
        if not isinstance(value, str):
            raise TypeError("setting encoding to a non-string")
        self._encoding = value

    @encoding.deleter
    def encoding(self):
        raise TypeError("encoding may not be deleted")

    def _refresh(self, name, plain, pad, places):
        if _is_pad(self._pointer):
            if len(places) != 6:
                called = "() called for a pad" if name == "noutrefresh" else "() for a pad"
                raise error(f"{name}{called} requires 6 arguments")
            check(pad(self._pointer, *places), "p" + name)
            return
        if len(places) not in (0, 6):
            raise TypeError(f"_curses.window.{name} requires 0 to 6 arguments")
        if places:
            raise TypeError(f"{name}() takes no arguments (6 given)")
        check(plain(self._pointer), "w" + name)

    def refresh(self, *args):
        """refresh([pminrow, pmincol, sminrow, smincol, smaxrow, smaxcol]): show."""
        self._refresh("refresh", _wrefresh, _prefresh, args)

    def noutrefresh(self, *args):
        """As refresh(), but for the next doupdate() to show."""
        self._refresh("noutrefresh", _wnoutrefresh, _pnoutrefresh, args)

    def _part(self, name, function, args):
        if len(args) not in (2, 4):
            raise TypeError(f"_curses.window.{name} requires 2 to 4 arguments")
        size, begin = (args[:2], args[2:]) if len(args) == 4 else ((0, 0), args)
        if _is_pad(self._pointer):
            function = _subpad
        return wrap(function(self._pointer, *size, *begin), self)

    def subwin(self, *args):
        """subwin([nlines, ncols,] y, x): a part, placed on the screen."""
        return self._part("subwin", _subwin, args)

    def derwin(self, *args):
        """derwin([nlines, ncols,] y, x): a part, placed in this window."""
        return self._part("derwin", _derwin, args)

    def subpad(self, *args):
        """subpad([nlines, ncols,] y, x): a part, placed in this pad."""
        return self._part("subpad", _subwin, args)

    def move(self, *args):
        """move(y, x): move the cursor."""
        self._pair("wmove", _wmove, args)

    def mvwin(self, *args):
        """mvwin(y, x): move the window."""
        self._pair("mvwin", _mvwin, args)

    def mvderwin(self, *args):
        """mvderwin(y, x): show another part of the window this one is derived from."""
        self._pair("mvderwin", _mvderwin, args)

    def resize(self, *args):
        """resize(nlines, ncols): change the size."""
        self._pair("wresize", _wresize, args, "lines,columns")

    def _pair(self, name, function, args, names="y,x"):
        if len(args) != 2:
            raise TypeError(names)
        check(function(self._pointer, *args), name)

    def enclose(self, y, x, /):
        """Whether a place of the screen is in the window."""
        return bool(_wenclose(self._pointer, y, x) & 0xFF)

    def is_linetouched(self, line, /):
        """Whether a line has changed since the last refresh."""
        if not 0 <= index(line) <= _getmaxy(self._pointer):
            raise TypeError("is_linetouched: line number outside of boundaries")
        return bool(_is_linetouched(self._pointer, line) & 0xFF)

    def is_wintouched(self):
        """Whether the window has changed since the last refresh."""
        return bool(_is_wintouched(self._pointer) & 0xFF)

    def touchline(self, *args):
        """touchline(start, count, [changed]): pretend that lines have changed."""
        if len(args) not in (2, 3):
            raise TypeError("_curses.window.touchline requires 2 to 3 arguments")
        start, count, *changed = args
        code = _wtouchln(self._pointer, start, count, bool(changed[0]) if changed else True)
        check(code, "touchline")

    def redrawln(self, beg, num, /):
        """Have lines drawn anew."""
        check(_wredrawln(self._pointer, beg, num), "redrawln")

    def timeout(self, delay, /):
        """How many milliseconds to wait for a key; for ever if negative."""
        _wtimeout(self._pointer, delay)

    def _copy(self, name, function, args, transparent):
        if len(args) not in (1, 7):
            raise TypeError(f"_curses.window.{name} requires 1 to 7 arguments")
        target, *places = args
        if not isinstance(target, window):
            kind = type(target).__name__
            raise TypeError(f"{name}() argument 1 must be _curses.window, not {kind}")
        if places:
            code = _copywin(self._pointer, target._pointer, *places, transparent)
            check(code, "copywin")
        else:
            check(function(self._pointer, target._pointer), name)

    def overlay(self, *args):
        """overlay(destwin, [six places]): copy what is not blank."""
        self._copy("overlay", _overlay, args, True)

    def overwrite(self, *args):
        """overwrite(destwin, [six places]): copy all."""
        self._copy("overwrite", _overwrite, args, False)

    def putwin(self, file, /):
        """Write the window into a file, for getwin()."""
        file.write(window_as_bytes(self._pointer))


def _pair_of(first, second):
    """A method that returns two numbers of the library's."""
    first, second = native(first, "w"), native(second, "w")

    def call(self):
        with lock:
            return first(self._pointer), second(self._pointer)

    return call


def _flag(function, name, fails=True):
    """A method that sets one of the window's switches."""
    function = native(function, "wi", "i" if fails else "v")

    def call(self, *args):
        if len(args) != 1:
            raise TypeError("True(1) or False(0)")
        code = function(self._pointer, index(args[0]))
        if fails:
            check(code, name)

    return call


def _order(function, name, fails=True):
    """A method without arguments."""
    function = native(function, "w", "i" if fails else "v")

    def call(self):
        code = function(self._pointer)
        if fails:
            check(code, name)

    return call


def _add(name, method):
    method.__name__, method.__qualname__ = name, f"window.{name}"
    method.__module__ = "_curses"
    setattr(window, name, method)


_add("getyx", _pair_of("getcury", "getcurx"))
_add("getmaxyx", _pair_of("getmaxy", "getmaxx"))
_add("getbegyx", _pair_of("getbegy", "getbegx"))
_add("getparyx", _pair_of("getpary", "getparx"))
for _name in "clearok idlok keypad leaveok nodelay notimeout scrollok syncok".split():
    _add(_name, _flag(_name, _name))
for _name in "idcok immedok".split():
    _add(_name, _flag(_name, _name, fails=False))
for _name in "clear erase clrtobot clrtoeol deleteln insertln standout standend".split():
    _add(_name, _order("w" + _name, _name))
for _name in "redrawwin touchwin untouchwin".split():
    _add(_name, _order(_name, _name))
for _name in "cursyncup syncup syncdown".split():
    _add(_name, _order("w" + _name, _name, fails=False))
