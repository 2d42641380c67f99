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
    if _pyrun.stdlib_source(path) is None:
        return None
    return (lambda: _text(path),)


def _text(path):
    content = _pyrun.stdlib_source(path)
    return None if content is None else zlib.decompress(content).decode()
