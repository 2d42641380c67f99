# Star imports are eager; names that are lazy in the other module stay lazy here.
import importlib, sys
from holder import *
print(CONSTANT, importlib.is_lazy_import(globals(), "m"), "m" in sys.modules)
print(m.VALUE)
from listed import *
print(importlib.is_lazy_import(globals(), "n"), OTHER)
print(n.VALUE)
#--- file holder.py
print("LOAD holder")
import m
CONSTANT = 1
#--- file listed.py
__all__ = ["n", "OTHER"]
import n
OTHER = 2
#--- lazy
#| LOAD holder
#| 1 True False
#| LOAD m
#| 1
#| True 2
#| LOAD n
#| 2
