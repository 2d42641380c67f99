"""The names of pyrun.imports.profiler, under the name that pepperpy gave the module."""

from pyrun.imports.profiler import *  # noqa: F403
from pyrun.imports.profiler import __all__  # noqa: F401
