# A star import resolves the keyword's names that it copies, as in CPython 3.15.
import types
from holder import *
print("in main")
print(isinstance(globals()["m"], types.LazyImportType))
print(m.VALUE)
#--- file holder.py
lazy import m
print("holder runs", flush=True)
#--- lazy
#| holder runs
#| LOAD m
#| in main
#| False
#| 1
