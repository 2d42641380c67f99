# The else part runs when nothing was raised and handles nothing: lazy (Cinder).
import sys
try:
    pass
except ImportError:
    pass
else:
    import m
print("m" in sys.modules)
m
#--- lazy
#| False
#| LOAD m
