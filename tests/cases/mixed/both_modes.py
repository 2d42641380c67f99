# With both options the transparent mode has the plain imports.
import types
import m
lazy import n
print("nothing yet")
print(isinstance(globals()["n"], types.LazyImportType))
print(isinstance(globals()["m"], types.LazyImportType))
#--- options -X lazy_imports=all -X lazyimportsall
#--- lazy
#| nothing yet
#| True
#| LOAD m
#| False
