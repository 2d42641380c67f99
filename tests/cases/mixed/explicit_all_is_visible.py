# -X lazy_imports=all alone: plain imports have placeholders that can be seen.
import types
import m
print(isinstance(globals()["m"], types.LazyImportType))
print(m.VALUE)
print(isinstance(globals()["m"], types.LazyImportType))
#--- options -X lazy_imports=all
#--- lazy
#| True
#| LOAD m
#| 1
#| False
