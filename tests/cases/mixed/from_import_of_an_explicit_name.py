# An eager `from holder import m` reads the attribute, which resolves the keyword's m.
import types
try:
    from holder import m
finally:
    pass
print("in main")
print(isinstance(globals()["m"], types.LazyImportType), m.VALUE)
#--- file holder.py
lazy import m
print("holder runs", flush=True)
#--- lazy
#| holder runs
#| LOAD m
#| in main
#| False 1
