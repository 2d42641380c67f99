# -S: no site, and lazy imports work the same.
import sys
import m
print("site" in sys.modules, "m" in sys.modules)
m
#--- options -S -X lazyimportsall
#--- lazy
#| False False
#| LOAD m
