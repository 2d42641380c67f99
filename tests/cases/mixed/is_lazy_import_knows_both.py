# importlib.is_lazy_import is true for either kind until it is used.
import importlib
lazy import m
import n
names = "m", "n"
print(importlib.is_lazy_import(globals(), "m"), importlib.is_lazy_import(globals(), "n"))
m, n
print(importlib.is_lazy_import(globals(), "m"), importlib.is_lazy_import(globals(), "n"))
#--- lazy
#| True True
#| LOAD m
#| LOAD n
#| False False
