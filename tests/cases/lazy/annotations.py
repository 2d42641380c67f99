# Annotations do not resolve when a function is defined, but when they are read.
import sys
import m
def f(x: m.VALUE) -> m.other: ...
print("m" in sys.modules)
print(f.__annotations__)
#--- lazy
#| False
#| LOAD m
#| {'x': 1, 'return': 2}
