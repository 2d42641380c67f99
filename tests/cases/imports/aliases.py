# The same objects under all documented names.
import importlib
import pyrun.imports

NAMES = {
    "ImportProfiler": ["pyrun.imports.profiler", "pyrun.imports_profiler", "pepperpy.utils.imports_profiler"],
    "ImportProfile": ["pyrun.imports.profiler", "pyrun.imports_profiler", "pepperpy.utils.imports_profiler"],
    "ImportCache": ["pyrun.imports.cache", "pyrun.imports_cache", "pepperpy.utils.imports_cache"],
    "ImportOptimizer": ["pyrun.imports.hook", "pyrun.imports_hook", "pepperpy.utils.imports_hook"],
    "ImportHookError": ["pyrun.imports.hook", "pyrun.imports_hook", "pepperpy.utils.imports_hook"],
    "CircularDependencyError": ["pyrun.imports.hook", "pyrun.imports_hook", "pepperpy.utils.imports_hook"],
    "ModuleManager": ["pyrun.imports.modules", "pyrun.modules", "pepperpy.utils.modules"],
    "ModuleError": ["pyrun.imports.modules", "pyrun.modules", "pepperpy.utils.modules"],
    "ModuleInfo": ["pyrun.imports.modules", "pyrun.modules", "pepperpy.utils.modules"],
}
for helper in """LazyModule lazy_import safe_import get_module_dependencies check_circular_imports
        validate_imports is_module_available get_module_version get_module_path
        get_module_doc get_module_attributes""".split():
    NAMES[helper] = ["pyrun.imports.helpers", "pepperpy.utils.imports"]

for name, places in NAMES.items():
    found = {id(getattr(importlib.import_module(place), name)) for place in places}
    found.add(id(getattr(pyrun.imports, name)))
    print(name, len(places), len(found))
print(sorted(set(NAMES) - set(dir(pyrun.imports))))

from pepperpy.utils.imports import ImportError as Failed
print(Failed is pyrun.imports.ImportFailed, issubclass(Failed, ImportError))
try:
    pyrun.imports.no_such_name
except AttributeError as error:
    print(error)
try:
    from pyrun.imports import no_such_name
    no_such_name
except ImportError as error:
    print(type(error).__name__)
#--- eager pyrun
#| ImportProfiler 3 1
#| ImportProfile 3 1
#| ImportCache 3 1
#| ImportOptimizer 3 1
#| ImportHookError 3 1
#| CircularDependencyError 3 1
#| ModuleManager 3 1
#| ModuleError 3 1
#| ModuleInfo 3 1
#| LazyModule 2 1
#| lazy_import 2 1
#| safe_import 2 1
#| get_module_dependencies 2 1
#| check_circular_imports 2 1
#| validate_imports 2 1
#| is_module_available 2 1
#| get_module_version 2 1
#| get_module_path 2 1
#| get_module_doc 2 1
#| get_module_attributes 2 1
#| []
#| True True
#| module 'pyrun.imports' has no attribute 'no_such_name'
#| ImportError
#--- lazy
#| ImportProfiler 3 1
#| ImportProfile 3 1
#| ImportCache 3 1
#| ImportOptimizer 3 1
#| ImportHookError 3 1
#| CircularDependencyError 3 1
#| ModuleManager 3 1
#| ModuleError 3 1
#| ModuleInfo 3 1
#| LazyModule 2 1
#| lazy_import 2 1
#| safe_import 2 1
#| get_module_dependencies 2 1
#| check_circular_imports 2 1
#| validate_imports 2 1
#| is_module_available 2 1
#| get_module_version 2 1
#| get_module_path 2 1
#| get_module_doc 2 1
#| get_module_attributes 2 1
#| []
#| True True
#| module 'pyrun.imports' has no attribute 'no_such_name'
#| ImportError
