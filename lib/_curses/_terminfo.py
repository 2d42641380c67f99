"""The terminal's description; these functions need no screen."""

import ctypes
import sys
from operator import index

from ._library import ERR, check, error, native, needs_terminal, state

_setupterm = native("setupterm", "siw")
_tigetflag = native("tigetflag", "s")
_tigetnum = native("tigetnum", "s")
_tigetstr = native("tigetstr", "s", "w")
_tparm = native("tparm", "s" + "l" * 9, "s")
_putp = native("putp", "s")

_NOT_A_STRING = ctypes.c_void_p(-1).value


def setupterm(term=None, fd=-1):
    """Read the description of a terminal, of ``TERM`` if none is named."""
    if term is not None and not isinstance(term, str):
        kind = type(term).__name__
        raise TypeError(f"setupterm() argument 'term' must be str or None, not {kind}")
    if index(fd) == -1:
        if sys.stdout is None:
            raise error("lost sys.stdout")
        fd = sys.stdout.fileno()
    if state.terminal or state.screen:
        return
    reason = ctypes.c_int(0)
    name = None if term is None else term.encode()
    if _setupterm(name, fd, ctypes.addressof(reason)) == ERR:
        raise error(
            {
                0: "setupterm: could not find terminal",
                -1: "setupterm: could not find terminfo database",
            }.get(reason.value, "setupterm: unknown error")
        )
    state.terminal = True


def _name(function, value):
    if not isinstance(value, str):
        raise TypeError(f"{function}() argument must be str, not {type(value).__name__}")
    return value.encode()


def tigetflag(capname, /):
    """A capability that is there or not; -1 if it is of another kind."""
    needs_terminal()
    return _tigetflag(_name("tigetflag", capname))


def tigetnum(capname, /):
    """A numeric capability; -1 if it is missing, -2 if it is of another kind."""
    needs_terminal()
    return _tigetnum(_name("tigetnum", capname))


def tigetstr(capname, /):
    """A capability's bytes; None if it is missing or of another kind."""
    needs_terminal()
    address = _tigetstr(_name("tigetstr", capname))
    return None if address in (None, 0, _NOT_A_STRING) else ctypes.string_at(address)


def _plain_bytes(value):
    if isinstance(value, str) or value is None:
        raise TypeError(f"a bytes-like object is required, not '{type(value).__name__}'")
    return bytes(memoryview(value))


def tparm(str, i1=0, i2=0, i3=0, i4=0, i5=0, i6=0, i7=0, i8=0, i9=0, /):
    """A capability with its parameters put in."""
    needs_terminal()
    numbers = [index(number) for number in (i1, i2, i3, i4, i5, i6, i7, i8, i9)]
    if max(numbers) >= 1 << 31:
        raise OverflowError("signed integer is greater than maximum")
    if min(numbers) < -(1 << 31):
        raise OverflowError("signed integer is less than minimum")
    made = _tparm(_plain_bytes(str), *numbers)
    if made is None:
        raise error("tparm() returned NULL")
    return made


def putp(string, /):
    """Write a capability to standard output, past Python's buffer."""
    check(_putp(_plain_bytes(string)), "putp")
