# `from __future__ import eager_imports` under -X lazy_imports=all.
from __future__ import eager_imports
import m
print("end of main")
#--- options -X lazy_imports=all
#--- lazy
#| LOAD m
#| end of main
