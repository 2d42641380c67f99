"""`in` of a dictionary does not resolve, however often it has run."""
import sys
from json import dumps


def has(namespace, name):
    return name in namespace


copy = globals().copy()
for _ in range(1000):
    has(copy, "sys")
print(has(copy, "dumps"), has(globals(), "dumps"), "json" in sys.modules)
print(has(copy, "nothing"), dumps([1]), "json" in sys.modules)
#--- lazy
#| True True False
#| False [1] True
#--- eager
#| True True True
#| False [1] True
