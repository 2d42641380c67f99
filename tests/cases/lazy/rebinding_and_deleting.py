# A name that is bound anew or deleted before its use never imports.
import importlib, sys
import m
m = 5
import n
del n
import pkg as p, pkg.a as p
print(m, "n" in globals(), "m" in sys.modules, "n" in sys.modules)
VALUE = 1
from m import VALUE
VALUE += 10
print(VALUE)
#--- lazy
#| 5 False False False
#| LOAD m
#| 11
