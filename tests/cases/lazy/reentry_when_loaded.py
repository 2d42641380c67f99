# Coming back to a name whose module is loaded by now is no cycle (newer Cinder).
import builtins
import m
from pkg import attr
original = builtins.__import__
def nosy(name, globals=None, locals=None, fromlist=(), level=0):
    module = original(name, globals, locals, fromlist, level)
    if name == "m":
        print("inside", m.VALUE)
    if name == "pkg":
        print("inside", attr)
    return module
builtins.__import__ = nosy
print(m.VALUE, attr)
builtins.__import__ = original
#--- lazy
#| LOAD m
#| inside 1
#| LOAD pkg
#| inside pkgattr
#| 1 pkgattr
