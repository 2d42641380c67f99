"""Characters and strings of Python as the library wants them."""

import ctypes

from . import _library

A_CHARTEXT = 0xFF
A_COLOR = 0xFF00


class WideCharacter(ctypes.Structure):
    """``cchar_t``: one character with its combining ones, attributes and colours."""

    _fields_ = [
        ("attributes", ctypes.c_uint32),
        ("characters", ctypes.c_wchar * 5),
        ("pair", ctypes.c_int),
    ]


_setcchar = _library.native("setcchar", "wzuhw")


def chtype(value, encoding=None):
    """A character of one byte, or a number that carries attributes too."""
    if isinstance(value, int):
        if not -(1 << 31) <= value < 1 << 32:
            raise OverflowError("byte doesn't fit in chtype")
        return value & 0xFFFFFFFF
    if isinstance(value, str) and len(value) == 1:
        if ord(value) < 128:
            return ord(value)
        value = value.encode(encoding or _library.state.encoding)
        if len(value) > 1:
            raise OverflowError("byte doesn't fit in chtype")
    if isinstance(value, bytes) and len(value) == 1:
        return value[0]
    raise TypeError(f"expect bytes or str of length 1, or int, got {described(value)}")


def wide(value):
    """Whether a character is one for the library's wide functions."""
    return _library.WIDE and isinstance(value, str) and len(value) == 1


_cells = {}


def wide_character(value, attributes):
    """The address of a ``cchar_t``, which is kept: programs draw the same ones."""
    cell = _cells.get((value, attributes))
    if cell is None:
        if len(_cells) == 1024:
            _cells.clear()
        cell = WideCharacter()
        pair = (attributes & A_COLOR) >> 8
        code = _setcchar(ctypes.addressof(cell), value, attributes, pair, None)
        _library.check(code, "setcchar")
        _cells[value, attributes] = cell
    return ctypes.addressof(cell)


def string(value, encoding):
    """A str for the wide functions or bytes for the narrow ones."""
    if not isinstance(value, (str, bytes)):
        raise TypeError(f"expect bytes or str, got {type(value).__name__}")
    if isinstance(value, str):
        if "\0" in value:
            raise ValueError("embedded null character")
        return value if _library.WIDE else value.encode(encoding)
    if b"\0" in value:
        raise ValueError("embedded null byte")
    return value


def described(value):
    """What kind of value is no character."""
    if isinstance(value, str):
        return f"a str of length {len(value)}"
    return type(value).__name__


def place(name, values, least, most):
    """Split the optional y and x off a method's arguments."""
    count = len(values)
    if least <= count <= most:
        return None, values
    if least + 2 <= count <= most + 2:
        return values[:2], values[2:]
    raise TypeError(f"_curses.window.{name} requires {least} to {most + 2} arguments")
