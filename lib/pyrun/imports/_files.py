"""Files that may change."""

import os

from .cache import stamp_of


class File:
    """A file, and what it was like when it was last looked at. It has changed when
    its time or size did, and its content too."""

    __slots__ = ("path", "stamp", "content")

    def __init__(self, path):
        self.path = path
        self.stamp = stamp_of(path)
        self.content = _content(path)

    def has_changed(self):
        """Whether it has changed since it was last looked at."""
        stamp = stamp_of(self.path)
        # A file that is gone is one that an editor is about to put back.
        if stamp is None or stamp == self.stamp:
            return False
        self.stamp = stamp
        content = _content(self.path)
        if content is None or content == self.content:
            return False
        self.content = content
        return True


def _content(path):
    try:
        with open(path, "rb") as file:
            return hash(file.read())
    except OSError:
        return None


def forget_bytecode(path):
    """Remove the cached bytecode of a source file: it would be taken for that of an
    edit within the same second that leaves the size as it is."""
    from importlib.util import cache_from_source

    try:
        os.unlink(cache_from_source(path))
    except (NotImplementedError, OSError):
        pass
