# A builtin that takes its arguments as they come has no signature.
import inspect
import sys

for function in (max, min, sys.breakpointhook, len, print, sum, "".join):
    try:
        print(function.__name__, bool(inspect.signature(function)))
    except ValueError:
        print(function.__name__, "none")
print(max.__text_signature__, max.__doc__ is None, max([1, 2], key=lambda v: -v), min(1, 2))
#--- lazy
#| max none
#| min none
#| breakpointhook none
#| len True
#| print True
#| sum True
#| join True
#| None False 1 1
#--- eager
#| max none
#| min none
#| breakpointhook none
#| len True
#| print True
#| sum True
#| join True
#| None False 1 1
