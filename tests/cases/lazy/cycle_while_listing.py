# Asking for all values while one of them is being imported is an error with its reason.
import walker
try:
    walker
except ImportError as error:
    print(error)
#--- file walker.py
import __main__
list(vars(__main__).values())
#--- lazy
#| Unable to resolve all lazy imports: one of them is being imported
