# A package resolving its own submodule never finds its own deferred name.
import q
print(q.x.X, q.Y, q.use())
#--- file q/__init__.py
from . import x
from .y import Y
from q import x as again
def use():
    return again.X
#--- file q/x.py
X = 1
#--- file q/y.py
from . import x
Y = x.X + 1
#--- lazy
#| 1 2 1
#--- eager
#| 1 2 1
