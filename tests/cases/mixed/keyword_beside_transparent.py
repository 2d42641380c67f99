# -X lazyimportsall: the keyword's placeholder is visible, a plain import's is not.
import types
lazy import m
import n
print(isinstance(globals()["m"], types.LazyImportType))
print(type(globals()["n"]) is types.ModuleType)
print(m.VALUE)
print(isinstance(globals()["m"], types.LazyImportType))
#--- lazy
#| True
#| LOAD n
#| True
#| LOAD m
#| 1
#| False
