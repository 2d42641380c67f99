# `from __future__ import lazy_imports` and the keyword in one module.
from __future__ import lazy_imports
import types
lazy import m
import n
print("nothing yet")
print(isinstance(globals()["m"], types.LazyImportType))
print(type(globals()["n"]) is types.ModuleType)
#--- options
#--- lazy
#| nothing yet
#| True
#| LOAD n
#| True
