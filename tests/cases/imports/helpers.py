# The helpers: lazy, safe, available, and facts about modules.
import sys
from pepperpy.utils.imports import (
    LazyModule, check_circular_imports, get_module_attributes, get_module_dependencies,
    get_module_doc, get_module_path, get_module_version, is_module_available, lazy_import,
    safe_import, validate_imports)

lazy = lazy_import("plain")
print(isinstance(lazy, LazyModule), lazy, "plain" in sys.modules)
print(lazy.VALUE, lazy, "plain" in sys.modules)
lazy.VALUE = 2
print(sys.modules["plain"].VALUE, "VALUE" in dir(lazy))
try:
    lazy.no_such_name
except AttributeError as error:
    print(error, error.__cause__)
print(hasattr(lazy, "no_such_name"), hasattr(lazy_import("pkg.sub"), "VALUE"))
broken = lazy_import("broken")
for attempt in range(2):
    try:
        broken.VALUE
    except ImportError as error:
        print(type(error).__name__, error, error.module, error.details, repr(error.__cause__))

print(safe_import("plain").VALUE, safe_import("broken"), safe_import("absent"), safe_import("absent", 0))
with open("absent.py", "w") as file:
    file.write("VALUE = 3\n")
import importlib
importlib.invalidate_caches()
print(safe_import("absent").VALUE)
for name in ("sys", "colorsys", "pkg", "pkg.sub", "pkg.none", "none.sub", "plain.x", "broken", "__main__", "space", ""):
    print(repr(name), is_module_available(name), end="; ")
print("broken" in sys.modules)
print(get_module_version("plain"), get_module_version("pkg"), get_module_version("none"))
print(get_module_doc("plain"), get_module_doc("none"))
import os
for name in ("plain", "pkg", "never", "sys", "space", "none"):
    path = get_module_path(name)
    print(name, path and os.path.relpath(path), end="; ")
print("never" in sys.modules)
print(get_module_attributes("plain"), get_module_attributes("none"))
import user
print(sorted(get_module_dependencies(user)), sorted(get_module_dependencies("user")))
print(validate_imports(user), check_circular_imports(user), get_module_dependencies("none"))
#--- file plain.py
"""Plain."""
__version__ = "1.0"
VALUE = 1
_hidden = 1
#--- file broken.py
raise ValueError("broken")
#--- file never.py
raise SystemExit
#--- file pkg/__init__.py
#--- file pkg/sub.py
VALUE = 1
#--- file space/x.py
#--- file user.py
from plain import VALUE
from pkg import sub
import typing
if typing.TYPE_CHECKING:
    import absent
VALUE, sub
#--- eager pyrun
#| True <LazyModule 'plain' (not loaded)> False
#| 1 <LazyModule 'plain' (loaded)> True
#| 2 True
#| module 'plain' has no attribute 'no_such_name' None
#| False True
#| ImportFailed Failed to import module: broken broken {'error': 'broken'} ValueError('broken')
#| ImportFailed Failed to import module: broken broken {'error': 'broken'} ValueError('broken')
#| 2 None None 0
#| 3
#| 'sys' True; 'colorsys' True; 'pkg' True; 'pkg.sub' True; 'pkg.none' False; 'none.sub' False; 'plain.x' False; 'broken' True; '__main__' True; 'space' True; '' False; False
#| 1.0 None None
#| Plain. None
#| plain plain.py; pkg pkg/__init__.py; never never.py; sys None; space None; none None; False
#| {'VALUE': 2} {}
#| ['pkg.sub', 'plain', 'typing'] ['pkg.sub', 'plain', 'typing']
#| True [] set()
#--- lazy
#| True <LazyModule 'plain' (not loaded)> False
#| 1 <LazyModule 'plain' (loaded)> True
#| 2 True
#| module 'plain' has no attribute 'no_such_name' None
#| False True
#| ImportFailed Failed to import module: broken broken {'error': 'broken'} ValueError('broken')
#| ImportFailed Failed to import module: broken broken {'error': 'broken'} ValueError('broken')
#| 2 None None 0
#| 3
#| 'sys' True; 'colorsys' True; 'pkg' True; 'pkg.sub' True; 'pkg.none' False; 'none.sub' False; 'plain.x' False; 'broken' True; '__main__' True; 'space' True; '' False; False
#| 1.0 None None
#| Plain. None
#| plain plain.py; pkg pkg/__init__.py; never never.py; sys None; space None; none None; False
#| {'VALUE': 2} {}
#| ['pkg.sub', 'plain', 'typing'] ['pkg.sub', 'plain', 'typing']
#| True [] set()
