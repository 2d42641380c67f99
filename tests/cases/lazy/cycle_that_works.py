# Modules that use each other in functions only: an error eagerly, fine lazily (Cinder).
import x
print(x.use())
#--- file x.py
from y import two
def one():
    return 1
def use():
    return one() + two()
#--- file y.py
from x import one
def two():
    return one() + 1
#--- lazy
#| 3
