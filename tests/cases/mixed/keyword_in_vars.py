# Listing a namespace resolves the transparent names, not the keyword's.
import types
lazy import m
import n
seen = [name for name, value in list(vars().items()) if isinstance(value, types.LazyImportType)]
print(seen)
#--- lazy
#| LOAD n
#| ['m']
