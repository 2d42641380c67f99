# Equal namespaces compare equal without importing; a difference resolves.
import sys
import m
copy = globals().copy()
copy.pop("copy", None)
other = copy.copy()
print(copy == other, "m" in sys.modules)
copy["m"]
print(copy == other)
#--- lazy
#| True False
#| LOAD m
#| True
