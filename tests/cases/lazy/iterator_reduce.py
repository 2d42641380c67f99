# Pickling and copying iterators of values shows real objects.
import copy
import m, n
views = globals().copy()
for iterator in (reversed(views.values()), reversed(views.items())):
    print("lazy_import" in [type(v).__name__ for v in iterator.__reduce__()[1][0]])
plain = {"__builtins__": 0, "a": 0}
iterator = iter(plain.values())
space = {}
exec("import pkg as a", space)
space.pop("__builtins__")
plain.update(space)
print([type(v).__name__ for v in iterator.__reduce__()[1][0]])
#--- lazy
#| LOAD m
#| LOAD n
#| False
#| False
#| LOAD pkg
#| ['int', 'module']
