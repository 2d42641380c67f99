"""The keyboard, the mouse, and what the terminal says of itself."""

import ctypes

from . import _library
from ._library import check, error, native, needs_screen, variable
from ._text import chtype, described


class MouseEvent(ctypes.Structure):
    """``MEVENT``."""

    _fields_ = [
        ("id", ctypes.c_short),
        ("x", ctypes.c_int),
        ("y", ctypes.c_int),
        ("z", ctypes.c_int),
        ("bstate", ctypes.c_uint32),
    ]


_ungetch = native("ungetch", "i")
_unget_wch = native("unget_wch", "u")
_keyname = native("keyname", "i", "s")
_has_key = native("has_key", "i")
_unctrl = native("unctrl", "u", "s")
_erasechar = native("erasechar")
_killchar = native("killchar")
_getmouse = native("getmouse", "w")
_ungetmouse = native("ungetmouse", "w")
_mousemask = native("mousemask", "uw", "u")
_mouseinterval = native("mouseinterval", "i")
_set_escdelay = native("set_escdelay", "i")
_set_tabsize = native("set_tabsize", "i")
_delay_output = native("delay_output", "i")
_typeahead = native("typeahead", "i")
_use_env = native("use_env", "i", "v")
_filter = native("filter", "", "v")
_qiflush = native("qiflush", "", "v")
_noqiflush = native("noqiflush", "", "v")
_flushinp = native("flushinp", "", "v")


def ungetch(ch, /):
    """Make a character the next that getch() returns."""
    needs_screen()
    check(_ungetch(chtype(ch)), "ungetch")


def unget_wch(ch, /):
    """Make a character the next that get_wch() returns."""
    needs_screen()
    if isinstance(ch, str) and len(ch) == 1:
        ch = ord(ch)
    elif not isinstance(ch, int):
        raise TypeError(f"expect str of length 1 or int, got {described(ch)}")
    check(_unget_wch(ch), "unget_wch")


def flushinp():
    """Forget what was typed."""
    needs_screen()
    _flushinp()


def keyname(key, /):
    """The name of a key."""
    needs_screen()
    if key < 0:
        raise ValueError("invalid key number")
    return _keyname(key) or b""


def has_key(key, /):
    """Whether the terminal has a key."""
    needs_screen()
    return bool(_has_key(key))


def unctrl(ch, /):
    """A character as it can be shown."""
    needs_screen()
    return _unctrl(chtype(ch))


def erasechar():
    """The character that deletes one."""
    needs_screen()
    return bytes([_erasechar() & 0xFF])


def killchar():
    """The character that deletes the line."""
    needs_screen()
    return bytes([_killchar() & 0xFF])


def getmouse():
    """(id, x, y, z, bstate) of what the mouse did."""
    needs_screen()
    event = MouseEvent()
    check(_getmouse(ctypes.addressof(event)), "getmouse")
    return event.id, event.x, event.y, event.z, event.bstate


def ungetmouse(id, x, y, z, bstate, /):
    """Make something the next that the mouse did."""
    needs_screen()
    event = MouseEvent(id, x, y, z, bstate)
    check(_ungetmouse(ctypes.addressof(event)), "ungetmouse")


def mousemask(newmask, /):
    """Say what of the mouse to report; (what will be, what was)."""
    needs_screen()
    before = ctypes.c_uint32(0)
    available = _mousemask(newmask & 0xFFFFFFFF, ctypes.addressof(before))
    return available, before.value


def mouseinterval(interval, /):
    """How long a click may take, in milliseconds."""
    needs_screen()
    check(_mouseinterval(interval), "mouseinterval")


def get_escdelay():
    """How long to wait for the rest of a key's sequence, in milliseconds."""
    return variable("ESCDELAY")


def set_escdelay(ms, /):
    """Set what get_escdelay() returns."""
    if ms <= 0:
        raise ValueError("ms must be > 0")
    check(_set_escdelay(ms), "set_escdelay")


def get_tabsize():
    """How many columns a tab has."""
    return variable("TABSIZE")


def set_tabsize(size, /):
    """Set what get_tabsize() returns."""
    if size <= 0:
        raise ValueError("size must be > 0")
    check(_set_tabsize(size), "set_tabsize")


def delay_output(ms, /):
    """Have output pause."""
    needs_screen()
    check(_delay_output(ms), "delay_output")


def typeahead(fd, /):
    """The file in which typing puts an update off; -1 for none."""
    needs_screen()
    check(_typeahead(fd), "typeahead")


def use_env(flag, /):
    """Whether initscr() heeds LINES and COLUMNS of the environment."""
    _use_env(flag)


def filter():
    """Use one line only; to be called before initscr()."""
    _filter()


def qiflush(flag=True, /):
    """Empty the buffers when an interrupt, quit or suspend is typed."""
    needs_screen()
    (_qiflush if flag else _noqiflush)()


def noqiflush():
    """Do not do that."""
    qiflush(False)


def _told(name, result, convert):
    """A function that asks the library something."""
    function = native(name, "", result)

    def call():
        needs_screen()
        return convert(function())

    return _library.described(call, name)


baudrate = _told("baudrate", "i", int)
termattrs = _told("termattrs", "u", int)
termname = _told("termname", "s", bytes)
longname = _told("longname", "s", bytes)
has_ic = _told("has_ic", "i", lambda value: bool(value & 0xFF))
has_il = _told("has_il", "i", lambda value: bool(value & 0xFF))
