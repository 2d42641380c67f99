"""What CPython's compiled module ``_curses_panel`` offers, by the system's ncurses."""

import weakref as _weakref

from _curses import _library, window as _window

__all__ = ["bottom_panel", "error", "new_panel", "panel", "top_panel", "update_panels", "version"]

version = __version__ = "2.1"


class error(Exception):
    """Raised when a function of the panel library fails."""


_panels = _library.load("_curses_panel", "libncursesw6", "libpanelw.so.6", "libpanel.so.6")


def _native(name, arguments="", result="i"):
    return _library.native(name, arguments, result, library=_panels)


_new_panel = _native("new_panel", "w", "w")
_del_panel = _native("del_panel", "w")
_panel_above = _native("panel_above", "w", "w")
_panel_below = _native("panel_below", "w", "w")
_panel_hidden = _native("panel_hidden", "w")
_move_panel = _native("move_panel", "wii")
_replace_panel = _native("replace_panel", "ww")
_update_panels = _native("update_panels", "", "v")

# By the library's pointer; it gives its panels back as those.
_known = _weakref.WeakValueDictionary()
_NOTHING = object()


def _check(code, name):
    if code == _library.ERR:
        raise error(f"{name}() returned ERR")


def _panel_at(pointer):
    if not pointer:
        return None
    found = _known.get(pointer)
    if found is None:
        raise RuntimeError("panel is not known to this module")
    return found


class panel:
    """A window in the pile."""

    __slots__ = ("__weakref__", "_pointer", "_userptr", "_window")

    def __new__(cls, *_args, **_keywords):
        raise TypeError("cannot create '_curses_panel.panel' instances")

    def __del__(self):
        _del_panel(self._pointer)

    def above(self):
        """The panel above this one, or None."""
        return _panel_at(_panel_above(self._pointer))

    def below(self):
        """The panel below this one, or None."""
        return _panel_at(_panel_below(self._pointer))

    def hidden(self):
        """Whether it is out of the pile."""
        code = _panel_hidden(self._pointer)
        _check(code, "panel_hidden")
        return bool(code)

    def move(self, y, x, /):
        """Move it on the screen."""
        _check(_move_panel(self._pointer, y, x), "move_panel")

    def window(self):
        """Its window."""
        return self._window

    def replace(self, win, /):
        """Give it another window."""
        if not isinstance(win, _window):
            kind = type(win).__name__
            raise TypeError(f"replace() argument must be _curses.window, not {kind}")
        _check(_replace_panel(self._pointer, win._pointer), "replace_panel")
        self._window = win

    def set_userptr(self, obj, /):
        """Have it carry an object."""
        self._userptr = obj

    def userptr(self):
        """The object it carries."""
        if self._userptr is _NOTHING:
            raise error("no userptr set")
        return self._userptr


def _order(name):
    function = _native(name + "_panel", "w")

    def call(self):
        _check(function(self._pointer), name + "_panel")

    call.__name__, call.__qualname__ = name, f"panel.{name}"
    return call


for _name in "bottom hide show top".split():
    setattr(panel, _name, _order(_name))


def new_panel(win, /):
    """Put a window on top of the pile."""
    _library.needs_screen()
    if not isinstance(win, _window):
        kind = type(win).__name__
        raise TypeError(f"new_panel() argument must be _curses.window, not {kind}")
    pointer = _new_panel(win._pointer)
    if not pointer:
        raise error("new_panel() returned NULL")
    made = object.__new__(panel)
    made._pointer, made._window, made._userptr = pointer, win, _NOTHING
    _known[pointer] = made
    return made


def top_panel():
    """The panel on top, or None."""
    _library.needs_screen()
    return _panel_at(_panel_below(None))


def bottom_panel():
    """The panel at the bottom, or None."""
    _library.needs_screen()
    return _panel_at(_panel_above(None))


def update_panels():
    """Bring the virtual screen up to date; doupdate() shows it."""
    _library.needs_screen()
    _update_panels()
