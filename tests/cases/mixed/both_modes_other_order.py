# The order of the two options does not matter.
import types
import m
print("nothing yet")
print(isinstance(globals()["m"], types.LazyImportType))
#--- options -X lazyimportsall -X lazy_imports=all
#--- lazy
#| nothing yet
#| LOAD m
#| False
