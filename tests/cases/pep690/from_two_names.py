# `from p import foo, waldo`: using one loads the other not (K23).
import sys
from p import foo, waldo
foo
print("p.foo" in sys.modules, "p.waldo" in sys.modules)
#--- file p/__init__.py
#--- file p/foo.py
#--- file p/waldo.py
#--- options -L
#--- lazy
#| True False
