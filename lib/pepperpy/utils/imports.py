"""The helpers of pyrun.imports, with the name that pepperpy gave their error."""

from pyrun.imports import _alias
from pyrun.imports.errors import ImportFailed as ImportError  # noqa: A004
from pyrun.imports.helpers import *  # noqa: F403
from pyrun.imports.helpers import __all__ as _helpers

__all__ = [*_helpers, "ImportError"]

_alias.step_aside(__name__, globals().get("__file__"))
