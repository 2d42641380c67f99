# set_lazy_imports(False) switches off what -L has switched on (K14).
import importlib
import m
print(importlib.is_lazy_imports_enabled())
importlib.set_lazy_imports(False)
print(importlib.is_lazy_imports_enabled())
import n
print("m is still lazy:", importlib.is_lazy_import(globals(), "m"))
print(m.VALUE)
#--- options -L
#--- lazy
#| True
#| False
#| LOAD n
#| m is still lazy: True
#| LOAD m
#| 1
