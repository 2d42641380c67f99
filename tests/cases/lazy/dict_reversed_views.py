# Reversed views are made without resolving, but never show a deferred object.
import m
space = dict(globals())
print(any("lazy_import" in type(v).__name__ for v in reversed(space.values())))
space = {"x": 1, **globals()}
print([k for k, v in reversed(space.items()) if type(v).__name__ == "module"])
#--- lazy
#| LOAD m
#| False
#| ['m', '__builtins__']
