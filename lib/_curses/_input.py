"""The methods of windows that read: from the keyboard and from the window."""

import ctypes
import select
import time
from _thread import _count

from ._library import ERR, error, lock, native, state, waiting
from ._text import place

KEY_CODE_YES = 0o400
_LONGEST = 2047
# How soon a thread that waits for a key sees a change of the terminal's size.
_SLICE = 0.05

_wmove = native("wmove", "wii")
_winch = native("winch", "w", "u")
_winnstr = native("winnstr", "wwi")
_keyname = native("keyname", "i", "s")
_wgetdelay = native("wgetdelay", "w")
_wtimeout = native("wtimeout", "wi", "v")
_wgetch = waiting("wgetch", "w")
_wget_wch = waiting("wget_wch", "ww")
_wgetnstr = waiting("wgetnstr", "wwi")


class Input:
    """Keys, lines and what stands in the window."""

    __slots__ = ()

    def _moved(self, name, args):
        """Move to the place in ``args`` if there is one; whether that worked."""
        position, _ = place(name, args, 0, 0)
        return position is None or _wmove(self._pointer, *position) != ERR

    def _key(self, read):
        """Call ``read`` until it has a key or the window's time is over.

        One thread may wait in the library, and signals end its waiting. With more,
        the others may call the library meanwhile, so that select() does the waiting
        and the library is only asked, under the lock.
        """
        if not (state.unbuffered and _count()):
            return read()
        delay = _wgetdelay(self._pointer)
        if delay == 0:
            return read()
        end = time.monotonic() + delay / 1000 if delay > 0 else None
        while True:
            with lock:
                _wtimeout(self._pointer, 0)
                try:
                    key = read()
                finally:
                    _wtimeout(self._pointer, delay)
            left = _SLICE if end is None else min(_SLICE, end - time.monotonic())
            if key not in (ERR, (ERR, 0)) or left <= 0:
                return key
            select.select([0], [], [], left)

    def _character(self):
        return _wgetch(self._pointer)

    def _wide_character(self):
        key = ctypes.c_uint(0)
        return _wget_wch(self._pointer, ctypes.addressof(key)), key.value

    def getch(self, *args):
        """getch([y, x]): the number of a key, or -1."""
        return self._key(self._character) if self._moved("getch", args) else ERR

    def getkey(self, *args):
        """getkey([y, x]): a key as a string, or the name of a special one."""
        key = self._key(self._character) if self._moved("getkey", args) else ERR
        if key == ERR:
            raise error("no input")
        if key <= 255:
            return chr(key)
        return (_keyname(key) or b"").decode("utf-8")

    def get_wch(self, *args):
        """get_wch([y, x]): a character as a string, or a special key's number."""
        moved = self._moved("get_wch", args)
        kind, key = self._key(self._wide_character) if moved else (ERR, 0)
        if kind == ERR:
            raise error("no input")
        return key if kind == KEY_CODE_YES else chr(key)

    def _bytes(self, name, function, args):
        if len(args) > 3:
            raise TypeError(f"{name} requires 0 or 3 arguments")
        position, count = place(name, args, 0, 1)
        count = min(count[0], _LONGEST) if count else _LONGEST
        if count < 0:
            raise ValueError("'n' must be nonnegative")
        if not self._moved(name, position or ()):
            return b""
        buffer = ctypes.create_string_buffer(count + 1)
        code = function(self._pointer, ctypes.addressof(buffer), count)
        return buffer.value if code != ERR else b""

    def getstr(self, *args):
        """getstr([y, x,] [n]): a line of bytes."""
        return self._bytes("getstr", _wgetnstr, args)

    def instr(self, *args):
        """instr([y, x,] [n]): the bytes that stand from the cursor on."""
        return self._bytes("instr", _winnstr, args)

    def inch(self, *args):
        """inch([y, x]): the character and the attributes at a place."""
        return _winch(self._pointer) if self._moved("inch", args) else 0xFFFFFFFF
