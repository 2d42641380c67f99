# A transparent `from holder import m` waits, and then gives the module.
import sys
import types
from holder import m
print("in main")
print(isinstance(globals()["m"], types.LazyImportType))
print(m is sys.modules["m"])
#--- file holder.py
lazy import m
print("holder runs", flush=True)
#--- lazy
#| in main
#| holder runs
#| LOAD m
#| False
#| True
