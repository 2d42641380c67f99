# enable_lazy_imports_in_module(False) under -L: this module is eager, others are not.
import importlib
importlib.enable_lazy_imports_in_module(False)
import holder
print(importlib.is_lazy_imports_enabled())
#--- file holder.py
import m
print("holder runs", flush=True)
#--- options -L
#--- lazy
#| holder runs
#| False
