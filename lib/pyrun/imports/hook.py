"""The import optimiser: a finder for sys.meta_path that watches each import."""

import _thread
import _weakref
import sys

from . import _edges, _graph, _loader
from ._reloading import Reloading
from .cache import ImportCache, stamp_of
from .errors import CircularDependencyError, ImportHookError
from .modules import ModuleManager
from .profiler import ImportProfiler, memory_usage

__all__ = ["CircularDependencyError", "ImportHookError", "ImportOptimizer"]


class ImportOptimizer(Reloading):
    """Profiles, caches and reloads the modules that are imported through it.

    Put it at the front of sys.meta_path, or use it in a with statement. Modules
    are found and executed by the finders and loaders that come after it.

    circular="raise" makes an import cycle between the program's own modules a
    CircularDependencyError; "record" only lists it in get_circular_imports(), as
    always for cycles within installed packages and the standard library. A module
    that failed max_retries times raises ImportHookError.
    """

    def __init__(self, manager=None, max_cache_size=None, max_cache_entries=None,
                 cache_ttl=None, *, max_retries=3, circular="raise"):
        if circular not in ("raise", "record"):
            raise ValueError(f"circular must be 'raise' or 'record', not {circular!r}")
        self._manager = ModuleManager() if manager is None else manager
        self._cache = ImportCache(max_cache_size, max_cache_entries, cache_ttl)
        self._profiler = ImportProfiler()
        self._lock = _thread.RLock()
        self._local = _thread._local()
        self._hooks = []
        self._error_count = {}
        self._errors = {}
        self._cycles = []
        self._stale = set()
        self._stamps = {}
        self._max_retries = max_retries
        self._circular = circular
        self._observing = True
        # When imports are lazy, finding a module must not be what loads ours.
        self._wrap, self._stamp_of = _loader.wrap, stamp_of
        memory_usage()
        _edges.acquire()
        # Weak, so that an optimiser that nobody has any more stops observing.
        _edges.subscribe(before=_weakref.ref(self))

    def install(self):
        """Put the optimiser in front of sys.meta_path. Returns it."""
        if self not in sys.meta_path:
            sys.meta_path.insert(0, self)
        return self

    def uninstall(self):
        """Take the optimiser and its hooks out of sys.meta_path and stop observing.
        What was collected stays."""
        for finder in [self, *self._hooks]:
            if finder in sys.meta_path:
                sys.meta_path.remove(finder)
        if self._observing:
            self._observing = False
            _edges.release()

    def __enter__(self):
        return self.install()

    def __exit__(self, *error):
        self.uninstall()

    def __del__(self):
        if getattr(self, "_observing", False):
            self._observing = False
            _edges.release()

    # Finding

    def register_hook(self, hook):
        """Let a finder look for modules before the others do."""
        with self._lock:
            if hook in self._hooks:
                return
            self._hooks.append(hook)
            # Behind the optimiser, so that what it finds is profiled too.
            place = sys.meta_path.index(self) + 1 if self in sys.meta_path else 0
            sys.meta_path.insert(place, hook)

    def unregister_hook(self, hook):
        """Take back a register_hook."""
        with self._lock:
            if hook in self._hooks:
                self._hooks.remove(hook)
                if hook in sys.meta_path:
                    sys.meta_path.remove(hook)

    def find_spec(self, fullname, path=None, target=None):
        """The spec that a hook or a later finder has for the module, or None."""
        if fullname.startswith("pyrun.imports."):
            # Our own lazy imports, resolved while we find something else.
            return None
        finders = list(sys.meta_path)
        if self in finders:
            finders = finders[finders.index(self) + 1:]
        hooks = list(self._hooks)
        for finder in hooks + [finder for finder in finders if finder not in hooks]:
            find = getattr(finder, "find_spec", None)
            spec = None if find is None else find(fullname, path, target)
            if spec is not None:
                return self._wrap(spec, self)
        return None

    def invalidate_caches(self):
        """Nothing: importlib.invalidate_caches() reaches the finders themselves."""

    def create_module(self, spec):
        """None, as the optimiser leaves it to a module's loader."""
        return None

    # Executing

    @_edges.hidden
    def exec_module(self, module):
        """Execute a module by its own loader, and take its profile."""
        name = module.__spec__.name if module.__spec__ else module.__name__
        loader = _loader.unwrap(module, self) if module.__spec__ else None
        if loader is None:
            raise ImportHookError("Invalid module specification", name, {"spec": module.__spec__})
        self.watched(name, module, loader.exec_module)

    @_edges.hidden
    def watched(self, name, module, execute):
        """Call execute(module), which runs the module's code, and take its profile."""
        stack = self._stack()
        stamp = self._stamp_of(getattr(module, "__file__", None))
        started = _edges.begin(name)
        self._cache.start_loading(name)
        self._profiler.start_import(name)
        stack.append([name, 0.0])
        try:
            execute(module)
        except BaseException as error:
            self._finish(name, module, error)
            _edges.restore(name, started)
            self._failed(name, error)
            raise
        self._finish(name, module, None)
        with self._lock:
            self._stamps[name] = stamp
            self._stale.discard(name)
            self._error_count.pop(name, None)
            self._errors.pop(name, None)
        current = sys.modules.get(name)
        # Some put another object into their place, which may do anything when asked.
        if isinstance(current, type(sys)):
            module = current
        self._cache.set(name, module, _edges.dependencies(name))
        self._manager.register_module(module)

    def _stack(self):
        """[name, seconds in nested imports] of what this thread is executing."""
        try:
            return self._local.stack
        except AttributeError:
            self._local.stack = []
            return self._local.stack

    def _finish(self, name, module, error):
        stack = self._stack()
        nested = stack.pop()[1]
        text = None if error is None else str(error)
        if error is not None and not (text and isinstance(error, Exception)):
            text = f"{type(error).__name__}: {text}" if text else type(error).__name__
        profile = self._profiler.finish_import(name, _edges.dependencies(name), text)
        profile.metadata.update(
            self_duration=max(profile.duration - nested, 0.0),
            parent=stack[-1][0] if stack else None,
            path=getattr(module, "__file__", None),
        )
        if stack:
            stack[-1][1] += profile.duration
        self._cache.finish_loading(name)

    def _failed(self, name, error):
        if not isinstance(error, Exception):
            return
        with self._lock:
            self._errors[name] = error
            if isinstance(error, ImportHookError):
                # Says what went wrong below; no need to say it once more.
                self._error_count.pop(name, None)
                return
            count = self._error_count.get(name, 0) + 1
            self._error_count[name] = count
            if count < self._max_retries:
                return
            del self._error_count[name]
        raise ImportHookError(
            f"Failed to import module after {count} attempts: {error}",
            name,
            {"error": str(error), "attempts": count},
        ) from error

    # Cycles

    def importing(self, importer, target):
        """Look for a cycle; called before importer imports target."""
        if not self._observing:
            return
        names = [name for name, _ in self._stack()]
        if target not in names or target == importer or importer not in names:
            return
        if importer.startswith(target + "."):
            # A module may import the package it is in, and does for its siblings.
            return
        chain = names[names.index(target):]
        with self._lock:
            if chain not in self._cycles:
                self._cycles.append(chain)
        if self._circular == "raise" and self._is_own(chain):
            raise CircularDependencyError(target, chain)

    @staticmethod
    def _is_own(chain):
        modules = [sys.modules.get(name) for name in chain]
        return not any(_graph.is_library(m) or _graph.is_installed(m) for m in modules)

    def get_circular_imports(self):
        """The chains of modules that imported the first of them again."""
        with self._lock:
            return [list(chain) for chain in self._cycles]

    # Profiles

    def get_import_profiles(self):
        """A dictionary with profiles (names to ImportProfile), analysis (see
        ImportProfiler.analyze_imports), slow_imports (a list of ImportProfile),
        dependency_graph (names to sets of names) and error_counts."""
        profiles = self._profiler.get_all_profiles()
        for name, profile in profiles.items():
            # Functions and lazy names import later than the module itself.
            profile.dependencies.update(_edges.dependencies(name))
        return {
            "profiles": profiles,
            "analysis": self._profiler.analyze_imports(),
            "slow_imports": self._profiler.get_slow_imports(),
            "dependency_graph": {name: set(p.dependencies) for name, p in profiles.items()},
            "error_counts": dict(self._error_count),
        }

    def clear_profiles(self):
        """Forget profiles, error counts and cycles."""
        with self._lock:
            self._profiler.clear()
            self._error_count.clear()
            self._errors.clear()
            self._cycles.clear()

    def get_error(self, name):
        """The exception of the module's last import or reload, None if it was fine."""
        return self._errors.get(name)

    def get_cache_stats(self):
        """See ImportCache.get_cache_stats."""
        return self._cache.get_cache_stats()
