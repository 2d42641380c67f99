# __lazy_modules__ under -X lazyimportsall: a plain import is transparent all the same.
import types
__lazy_modules__ = ["m"]
import m
print("nothing yet")
print(isinstance(globals()["m"], types.LazyImportType))
#--- lazy
#| nothing yet
#| LOAD m
#| False
