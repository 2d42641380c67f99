"""Modules that are known to be as fresh as their files."""

import _thread
import os
import sys
import time

from . import _graph

__all__ = ["CacheEntry", "ImportCache"]


def stamp_of(path):
    """What changes when the file does, or None if it cannot be read."""
    try:
        status = os.stat(path)
    except (OSError, TypeError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size


class CacheEntry:
    """A cached module, with the state of its file and of those it depends on."""

    __slots__ = ("module", "path", "mtime", "dependencies", "last_access",
                 "access_count", "size", "created", "stamp", "stamps")

    def __init__(self, module, path, stamp, dependencies):
        self.module = module
        self.path = path
        self.stamp = stamp
        self.mtime = stamp[0] / 1e9
        self.size = stamp[1]
        self.dependencies = set(dependencies or ())
        self.stamps = {}
        for name in self.dependencies:
            file = getattr(sys.modules.get(name), "__file__", None)
            if isinstance(file, str):
                self.stamps[name] = file, stamp_of(file)
        self.created = self.last_access = time.monotonic()
        self.access_count = 0

    def is_fresh(self):
        """Whether neither the module's file nor one of a dependency has changed."""
        if stamp_of(self.path) != self.stamp:
            return False
        return all(stamp_of(file) == stamp for file, stamp in self.stamps.values())


class ImportCache:
    """A cache of modules that gives out none that is older than its file.

    max_size limits the sum of the source files' bytes, max_entries the number of
    modules, and ttl the seconds that a module stays. What was not used for the
    longest time goes first. All methods may be called from several threads.
    """

    def __init__(self, max_size=None, max_entries=None, ttl=None):
        self._lock = _thread.RLock()
        self._cache = {}
        self._loading = {}
        self._max_size = max_size
        self._max_entries = max_entries
        self._ttl = ttl
        self._total_size = 0
        self._hits = self._misses = self._evictions = 0

    def get(self, name):
        """The cached module; None if it is unknown or too old, or if its file or
        the file of a dependency has changed."""
        with self._lock:
            entry = self._cache.get(name)
            if entry is not None:
                if self._expired(entry):
                    self._evict(name)
                elif self._fresh(name, set()):
                    self._hits += 1
                    entry.last_access = time.monotonic()
                    entry.access_count += 1
                    # The dictionary's order is the order of use.
                    self._cache[name] = self._cache.pop(name)
                    return entry.module
                else:
                    self.invalidate(name)
            self._misses += 1
            return None

    def _fresh(self, name, seen):
        seen.add(name)
        entry = self._cache[name]
        return entry.is_fresh() and all(
            self._fresh(dependency, seen)
            for dependency in entry.dependencies
            if dependency in self._cache and dependency not in seen
        )

    def set(self, name, module, dependencies=None):
        """Put a module into the cache. One without a file is not cached."""
        path = getattr(getattr(module, "__spec__", None), "origin", None)
        stamp = stamp_of(path) if isinstance(path, str) else None
        if stamp is None:
            path = getattr(module, "__file__", None)
            stamp = stamp_of(path) if isinstance(path, str) else None
        with self._lock:
            self._drop(name)
            if stamp is None:
                return
            self._cache[name] = CacheEntry(module, path, stamp, dependencies)
            self._total_size += stamp[1]
            self._limit()

    def _drop(self, name):
        entry = self._cache.pop(name, None)
        if entry is not None:
            self._total_size -= entry.size
        return entry

    def _evict(self, name):
        self._drop(name)
        self._evictions += 1

    def _expired(self, entry):
        return self._ttl is not None and time.monotonic() - entry.created > self._ttl

    def _limit(self):
        for name in [name for name, entry in self._cache.items() if self._expired(entry)]:
            self._evict(name)
        while self._cache and (
            self._max_entries is not None and len(self._cache) > self._max_entries
            or self._max_size is not None and self._total_size > self._max_size
        ):
            self._evict(next(iter(self._cache)))

    def invalidate(self, name):
        """Drop a module and those that depend on it. Returns the dropped names."""
        with self._lock:
            names = {name} | self._dependents({name}, True)
            return {name for name in names if self._drop(name) is not None}

    def invalidate_path(self, path):
        """Drop the modules of a file and those that depend on them. Returns the
        dropped names."""
        dropped = set()
        with self._lock:
            for name in self._names(path):
                dropped |= self.invalidate(name)
        return dropped

    def _names(self, path):
        wanted = _graph.real(path)
        return [name for name, entry in self._cache.items()
                if _graph.real(entry.path) == wanted]

    def reload(self, name):
        """Run the module's code again. Returns the module, or None if there is no
        such module or it fails, and then it is left as it was."""
        with self._lock:
            entry = self._cache.get(name)
        module = sys.modules.get(name) if entry is None else entry.module
        if module is None:
            return None
        from . import _edges
        from .reload import reload_in_place

        _edges.acquire()
        try:
            module = reload_in_place(module)
        except (Exception, SystemExit):
            self.invalidate(name)
            return None
        finally:
            _edges.release()
        known = entry.dependencies if entry else set()
        self.set(name, module, known | set(_edges.dependencies(name)))
        return module

    def reload_dependencies(self, name):
        """Reload the cached modules that the module depends on, then the module.
        Returns the names of those that could be reloaded."""
        with self._lock:
            graph = {name: set(entry.dependencies) for name, entry in self._cache.items()}
        names = _graph.closure(name, graph) & set(graph)
        return {name for name in _graph.order(names, graph) if self.reload(name) is not None}

    def is_loading(self, name):
        """Whether a thread is between start_loading and finish_loading."""
        return name in self._loading

    def start_loading(self, name):
        """Mark the module as being loaded."""
        with self._lock:
            self._loading[name] = self._loading.get(name, 0) + 1

    def finish_loading(self, name):
        """Take back one start_loading."""
        with self._lock:
            count = self._loading.pop(name, 0)
            if count > 1:
                self._loading[name] = count - 1

    def get_path(self, name):
        """The file of a cached module, or None."""
        entry = self._cache.get(name)
        return entry.path if entry else None

    def get_dependencies(self, name):
        """The names that a cached module depends on."""
        entry = self._cache.get(name)
        return set(entry.dependencies) if entry else set()

    def get_dependent_modules(self, path, recursive=True):
        """The cached modules that depend on a file or a module, directly or, if
        recursive, through others."""
        with self._lock:
            names = {path} if path in self._cache else set(self._names(path))
            return self._dependents(names, recursive)

    def _dependents(self, names, recursive):
        graph = {name: entry.dependencies for name, entry in self._cache.items()}
        return _graph.dependents(names, graph, recursive)

    def get_cache_stats(self):
        """Counters since the cache was made, as a dictionary."""
        with self._lock:
            asked = self._hits + self._misses
            return {
                "hits": self._hits,
                "misses": self._misses,
                "hit_rate": self._hits / asked if asked else 0.0,
                "evictions": self._evictions,
                "entries": len(self._cache),
                "size": self._total_size,
            }

    def clear(self):
        """Drop everything."""
        with self._lock:
            self._cache.clear()
            self._loading.clear()
            self._total_size = 0
