# enable_lazy_imports_in_module() counts in the module that calls it only (K43).
import importlib
import holder
import n
print("end of main")
print(holder.m.VALUE)
#--- file holder.py
from importlib import enable_lazy_imports_in_module
enable_lazy_imports_in_module()
import m
print("holder runs", flush=True)
#--- options
#--- lazy
#| holder runs
#| LOAD n
#| end of main
#| LOAD m
#| 1
