# Its .pyc files are pyrun's own: no other interpreter reads them, and it reads no other's.
import importlib.util, sys
print(sys.implementation.cache_tag)
print(importlib.util.cache_from_source("m.py"))
print(int.from_bytes(importlib.util.MAGIC_NUMBER[:2], "little") > 4000)
#--- lazy
#| pyrun-314
#| __pycache__/m.pyrun-314.pyc
#| True
