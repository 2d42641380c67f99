"""The import utilities of pepperpy, which are those of pyrun.imports."""

from pyrun.imports import _alias

_alias.step_aside(__name__, globals().get("__file__"))
