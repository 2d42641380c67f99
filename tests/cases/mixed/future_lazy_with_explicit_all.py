# `from __future__ import lazy_imports` under -X lazy_imports=all: transparent.
from __future__ import lazy_imports
import types
import m
print("nothing yet")
print(isinstance(globals()["m"], types.LazyImportType))
#--- options -X lazy_imports=all
#--- lazy
#| nothing yet
#| LOAD m
#| False
