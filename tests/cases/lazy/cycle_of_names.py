# Two modules that re-export one name from each other end in an error, not in recursion.
import one
try:
    one.name
except ImportError as error:
    print(type(error).__name__, error)
#--- file one.py
from two import name
#--- file two.py
from one import name
#--- lazy
#| ImportCycleError cannot import name 'one.name' (most likely due to a circular import)
