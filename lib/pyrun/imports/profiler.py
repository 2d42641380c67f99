"""Time and memory of imports."""

import _thread
import os
import time

from . import _edges

__all__ = ["ImportProfile", "ImportProfiler"]


class ImportProfile:
    """What one import cost: duration in seconds, memory in bytes.

    errors lists messages of what went wrong; metadata is a dictionary for more,
    such as the file and the importing module.
    """

    __slots__ = ("module", "duration", "memory_before", "memory_after",
                 "dependencies", "errors", "metadata")
    __match_args__ = __slots__

    def __init__(self, module, duration, memory_before, memory_after,
                 dependencies=None, errors=None, metadata=None):
        self.module = module
        self.duration = duration
        self.memory_before = memory_before
        self.memory_after = memory_after
        self.dependencies = set() if dependencies is None else dependencies
        self.errors = [] if errors is None else errors
        self.metadata = {} if metadata is None else metadata

    @property
    def memory_delta(self):
        """Bytes by which the process has grown."""
        return self.memory_after - self.memory_before

    @property
    def has_error(self):
        """Whether the import failed."""
        return bool(self.errors)

    @property
    def dependency_count(self):
        """Number of modules that the module imports."""
        return len(self.dependencies)

    def __eq__(self, other):
        if type(other) is not ImportProfile:
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__slots__)

    __hash__ = None

    def __repr__(self):
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"ImportProfile({fields})"


def memory_usage():
    """Resident memory of the process in bytes, 0 where it is not known."""
    try:
        file = os.open("/proc/self/statm", os.O_RDONLY)
    except OSError:
        return _peak_memory()
    try:
        pages = int(os.read(file, 128).split()[1])
    finally:
        os.close(file)
    return pages * os.sysconf("SC_PAGE_SIZE")


def _peak_memory():
    try:
        import resource
    except ImportError:
        return 0
    import sys

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


class ImportProfiler:
    """Collects a profile for each import between start_import and finish_import."""

    def __init__(self):
        self._lock = _thread.RLock()
        self._profiles = {}
        self._started = {}

    def start_import(self, module):
        """Start the clock for a module."""
        memory = memory_usage()
        key = _thread.get_ident(), module
        with self._lock:
            if key not in self._started:
                _edges.acquire()
            self._started[key] = time.perf_counter(), memory

    def finish_import(self, module, dependencies=None, error=None):
        """Stop the clock for a module and return its profile.

        Without dependencies, they are what the module was seen to import. Without a
        start_import in this thread or another, the duration is 0.
        """
        now = time.perf_counter()
        after = memory_usage()
        with self._lock:
            start, before = self._take(module, (now, after))
            if dependencies is None:
                dependencies = _edges.dependencies(module)
            profile = ImportProfile(module, now - start, before, after, set(dependencies))
            if error:
                profile.errors.append(str(error))
            self._profiles[module] = profile
        return profile

    def _take(self, module, default):
        key = _thread.get_ident(), module
        if key not in self._started:
            key = next((other for other in self._started if other[1] == module), None)
        if key is None:
            return default
        _edges.release()
        return self._started.pop(key)

    def get_profile(self, module):
        """The profile of a module, or None."""
        return self._profiles.get(module)

    def get_all_profiles(self):
        """All profiles: a new dictionary from names to profiles."""
        with self._lock:
            return dict(self._profiles)

    def get_slow_imports(self, threshold=0.1):
        """The profiles that took longer than threshold seconds, slowest first."""
        slow = [p for p in self.get_all_profiles().values() if p.duration > threshold]
        return sorted(slow, key=lambda profile: profile.duration, reverse=True)

    def get_memory_intensive_imports(self, threshold=1024 * 1024):
        """The profiles that took more than threshold bytes, largest first."""
        large = [p for p in self.get_all_profiles().values() if p.memory_delta > threshold]
        return sorted(large, key=lambda profile: profile.memory_delta, reverse=True)

    def get_import_chain(self, module):
        """The module and all it depends on, each before its own dependencies."""
        profiles = self.get_all_profiles()
        chain = []
        seen = set()
        todo = [module]
        while todo:
            name = todo.pop()
            if name in seen:
                continue
            seen.add(name)
            chain.append(name)
            if name in profiles:
                todo.extend(sorted(profiles[name].dependencies, reverse=True))
        return chain

    def analyze_imports(self):
        """Sums, means and maxima over all profiles, as a dictionary."""
        profiles = list(self.get_all_profiles().values())
        count = len(profiles)
        duration = sum(profile.duration for profile in profiles)
        memory = [profile.memory_delta for profile in profiles]
        dependencies = [len(profile.dependencies) for profile in profiles]
        return {
            "total_imports": count,
            "total_duration": duration if count else 0.0,
            "average_duration": duration / count if count else 0.0,
            "max_duration": max((profile.duration for profile in profiles), default=0.0),
            "error_count": sum(len(profile.errors) for profile in profiles),
            "average_dependencies": sum(dependencies) / count if count else 0.0,
            "max_dependencies": max(dependencies, default=0),
            "slow_imports": len(self.get_slow_imports()),
            "total_memory_impact": sum(memory),
            "average_memory_impact": sum(memory) / count if count else 0,
            "max_memory_impact": max(memory, default=0),
        }

    def clear(self):
        """Forget all profiles, and the imports that have not finished."""
        with self._lock:
            self._profiles.clear()
            for _ in self._started:
                _edges.release()
            self._started.clear()
