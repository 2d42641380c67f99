"""The names of pyrun.imports.cache, under the name that pepperpy gave the module."""

from pyrun.imports.cache import *  # noqa: F403
from pyrun.imports.cache import __all__  # noqa: F401
