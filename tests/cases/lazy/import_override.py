# A replaced __import__ is called at the use.
import builtins
original = builtins.__import__
def traced(name, globals=None, locals=None, fromlist=(), level=0):
    print("import", name, fromlist, level)
    return original(name, globals, locals, fromlist, level)
import m
from pkg import attr, a
builtins.__import__ = traced
m
attr
a
builtins.__import__ = original
#--- lazy
#| import m None 0
#| LOAD m
#| import pkg ('attr',) 0
#| LOAD pkg
#| import pkg ('a',) 0
#| LOAD pkg.a
