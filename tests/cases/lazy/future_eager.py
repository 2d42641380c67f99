# `eager_imports` makes one module eager under the global option; it is not passed on.
import sys
import opted_out
opted_out
print("m" in sys.modules, "n" in sys.modules)
#--- file opted_out.py
from __future__ import eager_imports
import m
import below
#--- file below.py
print("below")
import n
#--- lazy
#| LOAD m
#| below
#| True False
