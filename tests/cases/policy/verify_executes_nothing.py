# -X lazyimportsverify looks, but executes nothing, not even parent packages.
import sys
import m
import pkg.sub.c
from pkg import a
print("end of main", "pkg" in sys.modules)
#--- options -X lazyimportsall -X lazyimportsverify
#--- lazy
#| end of main False
