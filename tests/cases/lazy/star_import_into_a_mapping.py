# Only a plain dictionary keeps star-imported names lazy; other mappings get the objects.
import sys, types
mod = types.ModuleType("xx")
exec("import m\nfrom m import VALUE", mod.__dict__)
sys.modules["xx"] = mod
class Names(dict):
    def __setitem__(self, key, value):
        print(key, type(value).__name__)
        dict.__setitem__(self, key, value)
exec("from xx import *", {}, Names())
mod.__all__ = ["other"]
exec("from m import other", mod.__dict__)
exec("from xx import *", {}, Names())
#--- lazy
#| LOAD m
#| m module
#| VALUE int
#| other int
