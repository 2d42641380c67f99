# hydrate_lazy_objects() resolves what is left, in every module.
import importlib
import sys
import m
from pkg import a
import holder
holder
importlib.hydrate_lazy_objects()
print(sorted({"m", "n", "pkg", "pkg.a"} & sys.modules.keys()))
print(importlib.is_lazy_import(globals(), "m"), importlib.is_lazy_import(globals(), "a"))
#--- file holder.py
import n
print("holder runs", flush=True)
#--- options -L
#--- lazy
#| holder runs
#| LOAD m
#| LOAD pkg
#| LOAD pkg.a
#| LOAD n
#| ['m', 'n', 'pkg', 'pkg.a']
#| False False
