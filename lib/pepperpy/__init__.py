"""Stands in for the package pepperpy, whose import utilities pyrun has built in."""

from pyrun.imports import _alias

_alias.step_aside(__name__, globals().get("__file__"))
