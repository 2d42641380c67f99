# __import__ and importlib.import_module import at once.
import sys, importlib
__import__("m")
print("m" in sys.modules)
importlib.import_module("pkg.a")
print("pkg.a" in sys.modules)
#--- lazy
#| LOAD m
#| True
#| LOAD pkg
#| LOAD pkg.a
#| True
#--- eager
#| LOAD m
#| True
#| LOAD pkg
#| LOAD pkg.a
#| True
