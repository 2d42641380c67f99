"""A register of modules and of what they depend on."""

import _thread
import sys

from . import _edges, _graph
from .errors import ModuleError

__all__ = ["ModuleError", "ModuleInfo", "ModuleManager"]


class ModuleInfo:
    """What is known about a registered module."""

    __slots__ = ("name", "path", "version", "doc", "dependencies", "metadata", "_attributes")

    def __init__(self, name, path=None, version=None, doc=None, dependencies=None,
                 attributes=None, metadata=None):
        self.name = name
        self.path = path
        self.version = version
        self.doc = doc
        self.dependencies = set() if dependencies is None else dependencies
        self.metadata = {} if metadata is None else metadata
        self._attributes = attributes

    @property
    def attributes(self):
        """The module's public names and their values, looked up when first asked
        for, because that loads what the module imports lazily."""
        if self._attributes is None:
            from .helpers import get_module_attributes

            self._attributes = get_module_attributes(self.name)
        return self._attributes

    def __repr__(self):
        return (f"ModuleInfo(name={self.name!r}, path={self.path!r}, "
                f"version={self.version!r}, dependencies={self.dependencies!r})")


class ModuleManager:
    """Modules by name, their dependencies, and the order these ask for.

    Methods that take the name of a module raise ModuleError if it was not
    registered, except get_module_info. They may be called from several threads.
    """

    def __init__(self):
        self._lock = _thread.RLock()
        self._modules = {}

    def register_module(self, module, metadata=None):
        """Register a module, or register it anew. Returns its ModuleInfo."""
        try:
            name = module.__name__
            space = module.__dict__
        except AttributeError as error:
            raise ModuleError(
                f"Failed to register module: {error}",
                getattr(module, "__name__", None),
                {"error": str(error)},
            ) from error
        path = space.get("__file__")
        info = ModuleInfo(
            name=name,
            path=path if isinstance(path, str) else None,
            version=space.get("__version__"),
            doc=space.get("__doc__"),
            dependencies=_graph.dependencies(name),
            metadata=dict(metadata or {}),
        )
        with self._lock:
            self._modules[name] = info
        return info

    def unregister_module(self, name):
        """Forget a module."""
        with self._lock:
            self._info(name)
            del self._modules[name]

    def _info(self, name):
        info = self._modules.get(name)
        if info is None:
            raise ModuleError(f"Module not found: {name}", name)
        return self._current(info)

    def _current(self, info):
        # Functions and lazy names import after the module was registered.
        info.dependencies.update(_edges.dependencies(info.name))
        return info

    def get_module_info(self, name):
        """The ModuleInfo of a module, or None."""
        info = self._modules.get(name)
        return None if info is None else self._current(info)

    def list_modules(self):
        """The names of all modules, in the order of their registration."""
        return list(self._modules)

    def get_module_graph(self):
        """All modules and what they depend on: names to sets of names."""
        with self._lock:
            return {
                name: set(self._current(info).dependencies)
                for name, info in self._modules.items()
            }

    def get_reverse_graph(self):
        """All names that are depended on, and by which modules."""
        graph = {}
        for name, dependencies in self.get_module_graph().items():
            for dependency in dependencies:
                graph.setdefault(dependency, set()).add(name)
        return graph

    def get_dependencies(self, name):
        """What a module depends on directly."""
        return set(self._info(name).dependencies)

    def get_reverse_dependencies(self, name):
        """The modules that depend directly on a module."""
        self._info(name)
        return self.get_reverse_graph().get(name, set())

    def get_all_dependencies(self, name):
        """What a module depends on, directly or through registered modules."""
        self._info(name)
        graph = self.get_module_graph()
        found = set()
        for direct in graph[name]:
            found |= _graph.closure(direct, graph)
        return found

    def get_dependency_order(self, modules=None):
        """Modules, by default all, each behind those it depends on.

        Raises ModuleError if that is impossible; its details have the cycle.
        """
        graph = self.get_module_graph()
        names = list(graph) if modules is None else list(modules)
        unknown = [name for name in names if name not in graph]
        if unknown:
            raise ModuleError(f"Unknown modules: {', '.join(unknown)}", unknown[0])
        inner = {name: graph[name] & set(names) for name in names}
        chains = _graph.cycles(inner)
        if chains:
            raise ModuleError("Circular dependency detected", chains[0][0], {"cycle": chains[0]})
        return _graph.order(names, inner)

    def check_dependencies(self, name):
        """Whether everything that a module depends on can be imported."""
        from .helpers import safe_import

        dependencies = self._info(name).dependencies
        return all(safe_import(other) is not None for other in sorted(dependencies))

    def validate_module(self, name):
        """Whether a module can be imported and validate_imports() accepts it."""
        from .helpers import safe_import, validate_imports

        self._info(name)
        module = safe_import(name)
        return module is not None and validate_imports(module)

    def check_circular_imports(self, name):
        """Pairs (importer, imported) of the import cycles that a module reaches."""
        from .helpers import check_circular_imports

        self._info(name)
        module = sys.modules.get(name)
        return [] if module is None else check_circular_imports(module)

    def clear(self):
        """Forget all modules."""
        with self._lock:
            self._modules.clear()
