# `from __future__ import lazy_imports` makes one module lazy, without any option.
from __future__ import lazy_imports
import importlib, sys
import m
import holder
print(importlib.is_lazy_import(globals(), "m"))
holder
print("n" in sys.modules)
#--- file holder.py
import n
print("holder is eager")
#--- options
#--- lazy
#| True
#| LOAD n
#| holder is eager
#| True
