# `from __future__ import eager_imports` makes plain imports eager, not the keyword's.
from __future__ import eager_imports
import types
lazy import m
import n
print("end of imports")
print(isinstance(globals()["m"], types.LazyImportType))
m
#--- lazy
#| LOAD n
#| end of imports
#| True
#| LOAD m
