# The same in a module, and with annotations as strings.
try:
    a: int
except ValueError:
    b: int
else:
    c: int
finally:
    d: int
if not __name__:
    e: int
f: int
import sys
print(sorted(sys.modules[__name__].__annotations__))

source = """
from __future__ import annotations
class Outer:
    class Inner:
        if 1:
            x: Missing
        else:
            y: int
"""
names = {}
exec(source, names)
print(names["Outer"].Inner.__annotations__)
#--- lazy
#| ['a', 'c', 'd', 'f']
#| {'x': 'Missing'}
#--- eager
#| ['a', 'c', 'd', 'f']
#| {'x': 'Missing'}
