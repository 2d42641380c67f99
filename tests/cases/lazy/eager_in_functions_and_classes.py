# Functions, lambdas' callees, classes: eager.
import sys
def f():
    import m
    return "m" in sys.modules
print(f())
class C:
    import n
    loaded = "n" in sys.modules
print(C.loaded)
def g():
    global pkg
    import pkg
    return "pkg" in sys.modules
print(g())
#--- lazy
#| LOAD m
#| True
#| LOAD n
#| True
#| LOAD pkg
#| True
#--- eager
#| LOAD m
#| True
#| LOAD n
#| True
#| LOAD pkg
#| True
