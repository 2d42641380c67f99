# A name that is needed to import it: a clear ImportCycleError, and a retry works.
import cb
try:
    cb.x
except ImportCycleError as error:
    print(error)
print(issubclass(ImportCycleError, ImportError), ImportCycleError.__module__)
import sys
sys.modules["__main__"].go = True
print(cb.x)
#--- file cb.py
import __main__
if not getattr(__main__, "go", False):
    __main__.cb
x = 1
#--- lazy
#| cannot import name 'cb' (most likely due to a circular import)
#| True builtins
#| 1
