# Several names for one module: one load, each name resolves on its own.
import importlib
import m
import m as m2
from m import VALUE
m
print(importlib.is_lazy_import(globals(), "m2"), importlib.is_lazy_import(globals(), "VALUE"))
print(m2 is m, VALUE)
#--- lazy
#| LOAD m
#| True True
#| True 1
