# A missing submodule leaves its package usable.
import pkg.nope
print(pkg.attr)
for _ in range(2):
    try:
        pkg.nope
    except ModuleNotFoundError as error:
        print(error, error.__notes__)
from pkg import nope
try:
    nope
except ImportError as error:
    print(type(error).__name__, error)
import math.pi
try:
    math.pi
except ModuleNotFoundError as error:
    print(error)
except AttributeError as error:
    print("attribute", error)
#--- lazy
#| LOAD pkg
#| pkgattr
#| No module named 'pkg.nope' ["lazy import of 'pkg.nope' declared in <module> at DIR/main.py:2"]
#| No module named 'pkg.nope' ["lazy import of 'pkg.nope' declared in <module> at DIR/main.py:2"]
#| ModuleNotFoundError No module named 'pkg.nope'
#| No module named 'math.pi'; 'math' is not a package
