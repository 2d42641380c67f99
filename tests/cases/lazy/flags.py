# sys.flags.lazy_imports is an attribute only, as in CPython 3.15.
import sys
print(sys.flags.lazy_imports, len(sys.flags), "lazy_imports" in repr(sys.flags))
#--- lazy
#| 1 18 False
#--- eager pyrun
#| -1 18 False
