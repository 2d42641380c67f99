# Packages with an import cycle work with and without warm-up (Cinder's tests).
import x
print(x.use())
#--- file x/__init__.py
from .one import two_of_one
def use():
    return two_of_one()
#--- file x/one.py
from . import two
def two_of_one():
    return two.TWO
one = 1
#--- file x/two.py
from . import one
TWO = 2
#--- options -X lazyimportsall -X lazyimportswarmup
#--- lazy
#| 2
#--- eager
#| 2
