# enable_lazy_imports_in_module(None) takes the module's own setting back (K43).
import importlib
importlib.enable_lazy_imports_in_module()
import m
print(importlib.is_lazy_imports_enabled())
importlib.enable_lazy_imports_in_module(None)
print(importlib.is_lazy_imports_enabled())
import n
print("end of main")
m
#--- options
#--- lazy
#| True
#| False
#| LOAD n
#| end of main
#| LOAD m
