"""The names of pyrun.imports.modules, under the name that pepperpy gave the module."""

from pyrun.imports.modules import *  # noqa: F403
from pyrun.imports.modules import __all__  # noqa: F401
