# hydrate_lazy_objects() resolves the keyword's names too.
import importlib
lazy import m
import n
importlib.hydrate_lazy_objects()
print(importlib.is_lazy_import(globals(), "m"), importlib.is_lazy_import(globals(), "n"))
#--- lazy
#| LOAD m
#| LOAD n
#| False False
