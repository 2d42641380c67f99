# set_lazy_imports(True): a module imported afterwards has lazy imports.
import importlib
import sys
importlib.set_lazy_imports(True)
import holder
print(holder.__name__)
print("m" in sys.modules)
print(holder.m.VALUE)
#--- file holder.py
import m
print("holder runs", flush=True)
#--- options
#--- lazy
#| holder runs
#| holder
#| False
#| LOAD m
#| 1
