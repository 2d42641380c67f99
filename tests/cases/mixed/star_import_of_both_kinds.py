# A star import resolves the keyword's name; the transparent one stays lazy.
import importlib
from holder import *
print("in main")
print(importlib.is_lazy_import(globals(), "m"), importlib.is_lazy_import(globals(), "n"))
n
#--- file holder.py
lazy import m
import n
print("holder runs", flush=True)
#--- lazy
#| holder runs
#| LOAD m
#| in main
#| False True
#| LOAD n
