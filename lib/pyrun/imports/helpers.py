"""Small questions about modules, and imports that wait or do not fail."""

import sys

from . import _graph
from .errors import ImportFailed

__all__ = [
    "LazyModule",
    "check_circular_imports",
    "get_module_attributes",
    "get_module_dependencies",
    "get_module_doc",
    "get_module_path",
    "get_module_version",
    "is_module_available",
    "lazy_import",
    "safe_import",
    "validate_imports",
]


class LazyModule:
    """Stands for a module and imports it when an attribute is used.

    Raises ImportFailed, an ImportError, if that fails; the next use tries again.
    """

    def __init__(self, name):
        self.__dict__["_name"] = name
        self.__dict__["_module"] = None

    def _load(self):
        # Two threads may both come here: the import system lets one of them work.
        if self._module is None:
            try:
                self.__dict__["_module"] = _import(self._name)
            except Exception as error:
                raise ImportFailed(
                    f"Failed to import module: {error}", self._name, {"error": str(error)}
                ) from error
        return self._module

    def __getattr__(self, name):
        try:
            return getattr(self._load(), name)
        except AttributeError:
            raise AttributeError(
                f"module {self._name!r} has no attribute {name!r}", name=name, obj=self
            ) from None

    def __setattr__(self, name, value):
        setattr(self._load(), name, value)

    def __delattr__(self, name):
        delattr(self._load(), name)

    def __dir__(self):
        return dir(self._load())

    def __repr__(self):
        state = "not loaded" if self._module is None else "loaded"
        return f"<LazyModule {self._name!r} ({state})>"


def lazy_import(module_name):
    """A LazyModule for the module, which need not exist."""
    return LazyModule(module_name)


def _import(name):
    from importlib import import_module

    return import_module(name)


def safe_import(module_name, default=None):
    """The module, imported if need be, or default if that raises an Exception."""
    try:
        return _import(module_name)
    except Exception:
        return default


def get_module_dependencies(module):
    """The names of the modules that a module, or the module of a name, imports.

    They are what the running program was seen to import; for a module loaded
    before anybody looked, those of its import statements whose module is loaded.
    """
    name = getattr(module, "__name__", module)
    return _graph.dependencies(name)


def check_circular_imports(module):
    """Pairs (importer, imported) of the import cycles that a module reaches.

    Cycles within the standard library are left out.
    """
    name = getattr(module, "__name__", module)
    graph = _graph.own_graph()
    graph.setdefault(name, _graph.dependencies(name))
    pairs = []
    for chain in _graph.cycles(graph, name):
        for pair in zip(chain, [*chain[1:], chain[0]]):
            if pair not in pairs:
                pairs.append(pair)
    return pairs


def validate_imports(module):
    """Whether a module reaches no import cycle, and all it imports can be."""
    if check_circular_imports(module):
        return False
    return all(safe_import(name) is not None for name in get_module_dependencies(module))


def is_module_available(module_name):
    """Whether the module is loaded or could be found. Packages that it lies in are
    imported for that, the module is not."""
    if sys.modules.get(module_name) is not None:
        return True
    from importlib.util import find_spec

    try:
        return find_spec(module_name) is not None
    except (ImportError, ValueError, AttributeError):
        return False


def get_module_version(module_name):
    """The module's __version__, or None."""
    return getattr(safe_import(module_name), "__version__", None)


def get_module_path(module_name):
    """The module's file, or None if it is built in, a namespace package or absent."""
    module = sys.modules.get(module_name)
    if module is not None:
        path = getattr(module, "__file__", None)
        return path if isinstance(path, str) else None
    from importlib.util import find_spec

    try:
        spec = find_spec(module_name)
    except Exception:
        return None
    return spec.origin if spec is not None and spec.has_location else None


def get_module_doc(module_name):
    """The module's docstring, or None."""
    module = safe_import(module_name)
    return None if module is None else module.__doc__


def get_module_attributes(module_name):
    """The module's names without leading underscore, and their values. This loads
    what the module imports lazily."""
    module = safe_import(module_name)
    if module is None:
        return {}
    return {
        name: getattr(module, name)
        for name in list(vars(module))
        if not name.startswith("_")
    }
