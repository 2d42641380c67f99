# exec is lazy when its globals are its locals, else eager (nearest module rule).
import importlib, sys
space = {}
exec("import m", space)
print(importlib.is_lazy_import(space, "m"))
exec("import n", {}, {})
print("n" in sys.modules)
def f():
    exec("import pkg")
    return "pkg" in sys.modules
print(f())
print(space["m"].VALUE)
#--- lazy
#| True
#| LOAD n
#| True
#| LOAD pkg
#| True
#| LOAD m
#| 1
