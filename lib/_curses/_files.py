"""Windows in files: the library wants a ``FILE *``, which a file in memory becomes."""

import os

from ._library import check, native

_putwin = native("putwin", "ww")
_getwin = native("getwin", "w", "w")
_fdopen = native("fdopen", "is", "w")
_fclose = native("fclose", "w")


def window_as_bytes(pointer):
    """What putwin() writes."""
    descriptor = os.memfd_create("curses")
    try:
        stream = _fdopen(os.dup(descriptor), b"wb")
        try:
            check(_putwin(pointer, stream), "putwin")
        finally:
            _fclose(stream)
        os.lseek(descriptor, 0, os.SEEK_SET)
        with open(descriptor, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(descriptor)


def window_from_bytes(data):
    """The window that getwin() makes of them."""
    descriptor = os.memfd_create("curses")
    with open(descriptor, "wb", closefd=False) as file:
        file.write(data)
    os.lseek(descriptor, 0, os.SEEK_SET)
    stream = _fdopen(descriptor, b"rb")
    try:
        return _getwin(stream)
    finally:
        _fclose(stream)
