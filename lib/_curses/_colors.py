"""Colours and pairs of them."""

import ctypes
import sys
from operator import index

from ._library import check, native, needs_colors, needs_screen, state, variable

_EXTENDED = native("init_extended_pair", "iii") is not None
_PREFIX = "extended_" if _EXTENDED else ""
_KIND = ctypes.c_int if _EXTENDED else ctypes.c_short
_NUMBER = "i" if _EXTENDED else "h"

_start_color = native("start_color")
_use_default_colors = native("use_default_colors")
_assume_default_colors = native("assume_default_colors", "ii")
_has_colors = native("has_colors")
_can_change_color = native("can_change_color")
_init_pair = native(f"init_{_PREFIX}pair", _NUMBER * 3)
_init_color = native(f"init_{_PREFIX}color", _NUMBER * 4)
_pair_content = native(f"{_PREFIX}pair_content", _NUMBER + "ww")
_color_content = native(f"{_PREFIX}color_content", _NUMBER + "www")


def _color(value, least=0):
    value = index(value)
    most = variable("COLORS") - 1
    if value > most:
        raise ValueError(f"Color number is greater than COLORS-1 ({most}).")
    if value < least:
        raise ValueError("Color number is less than 0.")
    return value


def _pair(value):
    value = index(value)
    most = variable("COLOR_PAIRS") - 1
    if value > most:
        raise ValueError(f"Color pair is greater than COLOR_PAIRS-1 ({most}).")
    if value < 0:
        raise ValueError("Color pair is less than 0.")
    return value


def _component(value):
    value = index(value)
    if value < 0:
        raise ValueError("Color component is less than 0")
    if value > 1000:
        raise ValueError("Color component is greater than 1000")
    return value


def _contents(function, number, count, name):
    """The numbers that a function of the library leaves behind its pointers."""
    cells = [_KIND() for _ in range(count)]
    check(function(number, *map(ctypes.addressof, cells)), name)
    return tuple(cell.value for cell in cells)


def start_color():
    """Begin to use colours; sets COLORS and COLOR_PAIRS."""
    needs_screen()
    check(_start_color(), "start_color")
    state.colors = True
    module = sys.modules["_curses"]
    module.COLORS = variable("COLORS")
    module.COLOR_PAIRS = variable("COLOR_PAIRS")


def use_default_colors():
    """Let the colour -1 mean the terminal's own."""
    needs_colors()
    check(_use_default_colors(), "use_default_colors")


def assume_default_colors(fg, bg, /):
    """Say which colours pair 0 has; -1 for the terminal's own."""
    needs_colors()
    check(_assume_default_colors(fg, bg), "assume_default_colors")


def has_colors():
    """Whether the terminal shows colours."""
    needs_screen()
    return bool(_has_colors() & 0xFF)


def can_change_color():
    """Whether colours can be defined."""
    needs_screen()
    return bool(_can_change_color() & 0xFF)


def has_extended_color_support():
    """Whether there may be more than 256 colours and pairs."""
    return _EXTENDED


def init_pair(pair_number, fg, bg, /):
    """Define a pair of colours."""
    needs_colors()
    pair, fg, bg = _pair(pair_number), _color(fg, -2), _color(bg, -2)
    check(_init_pair(pair, fg, bg), f"init_{_PREFIX}pair")


def init_color(color_number, r, g, b, /):
    """Define a colour by its parts, from 0 to 1000."""
    needs_colors()
    number = _color(color_number)
    code = _init_color(number, _component(r), _component(g), _component(b))
    check(code, f"init_{_PREFIX}color")


def pair_content(pair_number, /):
    """The two colours of a pair."""
    needs_colors()
    return _contents(_pair_content, _pair(pair_number), 2, f"{_PREFIX}pair_content")


def color_content(color_number, /):
    """The red, green and blue of a colour."""
    needs_colors()
    number = _color(color_number)
    return _contents(_color_content, number, 3, f"{_PREFIX}color_content")


def color_pair(pair_number, /):
    """The attribute for a pair."""
    needs_colors()
    return index(pair_number) << 8 & 0xFF00


def pair_number(attr, /):
    """The pair that an attribute names."""
    needs_colors()
    return (index(attr) & 0xFF00) >> 8
