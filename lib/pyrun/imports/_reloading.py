"""The half of ImportOptimizer that runs modules again."""

import sys
import time

from . import _edges, _graph
from .cache import stamp_of


class Reloading:
    """Reloading and invalidation, for a class with the rest of ImportOptimizer."""

    def reload_module(self, name):
        """Run a module's code again, and before it that of modules it depends on
        whose file has changed or that were invalidated, and what lies in between.

        Returns the module; None if it is not loaded or its code fails, and then it
        is as it was and get_error() has the exception.
        """
        module = self._loaded(name)
        if module is None:
            return None
        graph = _graph.own_graph()
        below = _graph.closure(name, graph)
        stale = {other for other in below if self._is_stale(other)}
        stale |= _graph.dependents(stale, graph) & below
        for other in _graph.order(stale - {name, "__main__"}, graph):
            self._reload(other)
        return self._reload(name)

    def _loaded(self, name):
        if name == "__main__":
            return None
        module = sys.modules.get(name)
        return self._cache.get(name) if module is None else module

    def _is_stale(self, name):
        if name in self._stale:
            return True
        stamp = self._stamps.get(name)
        file = getattr(sys.modules.get(name), "__file__", None)
        return stamp is not None and stamp_of(file) != stamp

    def _reload(self, name):
        from .reload import reload_in_place

        module = self._loaded(name)
        if module is None:
            return None
        with self._lock:
            self._error_count.pop(name, None)
        start = time.perf_counter()
        try:
            self.watched(name, module, reload_in_place)
        except (Exception, SystemExit) as error:
            with self._lock:
                self._error_count.pop(name, None)
                self._errors[name] = error
            return None
        profile = self._profiler.get_profile(name)
        if profile is not None:
            profile.metadata["reload"] = time.perf_counter() - start
        return sys.modules.get(name, module)

    def reload_dependencies(self, name):
        """Reload the program's own modules that a module depends on, each after its
        own dependencies, and then the module. Returns the names of those that
        could be reloaded."""
        graph = _graph.own_graph()
        names = _graph.closure(name, graph) & ({name} | set(graph)) - {"__main__"}
        return {other for other in _graph.order(names, graph) if self._reload(other) is not None}

    def get_dependent_modules(self, path, recursive=True):
        """The loaded modules that depend on a module, given by name or by its file,
        directly or, if recursive, through others."""
        graph = _graph.own_graph()
        return _graph.dependents(_graph.named_by(path), graph, recursive)

    def why(self, name, limit=100):
        """Chains of modules through which a module came in, as lists of names that
        end with it, the shortest first."""
        graph = _edges.graph()
        for other in _graph.own_modules():
            graph[other] = _graph.dependencies(other)
        return _graph.chains(name, graph, limit)

    # Invalidation

    def invalidate_cache(self, name):
        """Take a module and those that depend on it for outdated."""
        self._invalidate({name})

    def invalidate_path(self, path):
        """Take the modules of a file and those that depend on them for outdated."""
        self._cache.invalidate_path(path)
        self._invalidate(_graph.named_by(path))

    def _invalidate(self, names):
        names = names | _graph.dependents(names, _graph.own_graph())
        for name in names:
            self._cache.invalidate(name)
        with self._lock:
            self._stale |= names & set(sys.modules)
            for name in names:
                self._error_count.pop(name, None)

    def clear_cache(self):
        """Empty the cache and forget which modules are outdated."""
        with self._lock:
            self._cache.clear()
            self._stale.clear()
            self._error_count.clear()
