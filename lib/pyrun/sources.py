"""Source text of the standard library's modules, which lies in the binary."""

import _imp
import os
import sys
import zlib

import _pyrun


def source(name):
    """The source of the frozen module name, or None."""
    found = _imp.find_frozen(name)
    if found is None:
        return None
    _, package, original = found
    if original != name:
        # Not frozen from the file that it gives.
        return None
    return _text(name.replace(".", "/") + ("/__init__.py" if package else ".py"))


def cache_entry(filename):
    """What linecache keeps for a standard library file until it needs the lines,
    or None for any other file."""
    folder = sys._stdlib_dir
    if not folder or not filename.startswith(folder + os.sep):
        return None
    path = filename.removeprefix(folder + os.sep).replace(os.sep, "/")
    packed = _pyrun.stdlib_source(path)
    return None if packed is None else (lambda: _unpacked(packed),)


def _text(path):
    packed = _pyrun.stdlib_source(path)
    return None if packed is None else _unpacked(packed)


def _unpacked(packed):
    return zlib.decompress(packed).decode()
