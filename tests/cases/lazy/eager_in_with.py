# with: eager, so `suppress(ImportError)` and `eager_imports()` mean what they say.
import sys
from contextlib import suppress
HAVE = False
with suppress(ImportError):
    import nope_xyz
    HAVE = True
print(HAVE)
with suppress(ImportError):
    import m
print("m" in sys.modules)
#--- lazy
#| False
#| LOAD m
#| True
#--- eager
#| False
#| LOAD m
#| True
