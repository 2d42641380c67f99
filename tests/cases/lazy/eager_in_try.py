# try, except, finally: eager (Cinder, PEP 690), so the usual patterns keep working.
import sys
try:
    import m
finally:
    pass
print("m" in sys.modules)
try:
    import nope_xyz
    HAVE = True
except ImportError:
    import n
    HAVE = False
print(HAVE, "n" in sys.modules)
try:
    pass
finally:
    import pkg
print("pkg" in sys.modules)
#--- lazy
#| LOAD m
#| True
#| LOAD n
#| False True
#| LOAD pkg
#| True
#--- eager
#| LOAD m
#| True
#| LOAD n
#| False True
#| LOAD pkg
#| True
