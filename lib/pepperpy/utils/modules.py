"""The names of pyrun.imports.modules, under the name that pepperpy gave the module."""

from pyrun.imports import _alias
from pyrun.imports.modules import *  # noqa: F403
from pyrun.imports.modules import __all__  # noqa: F401

_alias.step_aside(__name__, globals().get("__file__"))
