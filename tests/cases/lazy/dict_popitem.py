# popitem resolves what it takes, and only that.
import importlib
import m, n
space = {"first": 0}
for name in ("m", "n"):
    space.update({k: v for k, v in ()})
    exec("import " + name, space)
space.pop("__builtins__", None)
key, value = space.popitem()
print(key, type(value).__name__, importlib.is_lazy_import(space, "m"))
#--- lazy
#| LOAD n
#| n module True
