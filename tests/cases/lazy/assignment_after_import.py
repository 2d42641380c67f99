# The statement executed last wins, whatever the load order (Cinder's tests).
import first, second
print(first.bar, first.Bar)
first.Bar
print(first.bar)
print(type(second.bar).__name__, second.Bar)
#--- file first/__init__.py
from .bar import Bar
bar = "x"
#--- file first/bar.py
Bar = "Bar"
#--- file second/__init__.py
bar = "x"
from .bar import Bar
#--- file second/bar.py
Bar = "Bar"
#--- lazy
#| x Bar
#| x
#| module Bar
#--- eager
#| x Bar
#| x
#| module Bar
