# exec and compile take the calling module's future features over, as for others.
from __future__ import lazy_imports
import importlib
namespace = {}
exec("import m", namespace)
print(importlib.is_lazy_import(namespace, "m"))
namespace = {}
exec(compile("import m", "x", "exec", dont_inherit=True), namespace)
print(importlib.is_lazy_import(namespace, "m"))
#--- options
#--- lazy
#| True
#| LOAD m
#| False
