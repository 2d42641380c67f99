# A module that is imported by an iterator's step may use that iterator: no deadlock.
import builtins
d = {"a": 0, "zz": 0}
builtins.it = it = reversed(d.values())
space = {}
exec("import nosy as zz", space)
space.pop("__builtins__")
d.update(space)
print(type(next(it)).__name__)
#--- file nosy.py
try:
    print("inner", next(it))
except ImportError as error:
    print(type(error).__name__)
#--- lazy
#| ImportCycleError
#| module
