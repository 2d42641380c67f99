"""Measure, cache, reload and examine imports of a running program.

    from pyrun.imports import ImportOptimizer, ModuleManager

    with ImportOptimizer(ModuleManager()) as optimizer:
        import app
    print(optimizer.get_import_profiles()["analysis"])

Everything is in a submodule, which is loaded when one of its names is used:
profiler, cache, hook, modules, helpers, reload, watch and errors.
"""

_HOME = {
    "ImportProfile": "profiler",
    "ImportProfiler": "profiler",
    "CacheEntry": "cache",
    "ImportCache": "cache",
    "ImportOptimizer": "hook",
    "ModuleInfo": "modules",
    "ModuleManager": "modules",
    "CircularDependencyError": "errors",
    "ImportFailed": "errors",
    "ImportHookError": "errors",
    "ModuleError": "errors",
    "LazyModule": "helpers",
    "check_circular_imports": "helpers",
    "get_module_attributes": "helpers",
    "get_module_dependencies": "helpers",
    "get_module_doc": "helpers",
    "get_module_path": "helpers",
    "get_module_version": "helpers",
    "is_module_available": "helpers",
    "lazy_import": "helpers",
    "safe_import": "helpers",
    "validate_imports": "helpers",
    "ReloadReport": "reload",
    "reload_changed": "reload",
    "reload_in_place": "reload",
    "Watcher": "watch",
}

__all__ = sorted(_HOME)


def __getattr__(name):
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__():
    return sorted([*globals(), *_HOME])
