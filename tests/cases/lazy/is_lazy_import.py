# importlib.is_lazy_import (Cinder, PEP 690): before and after use, and its errors.
import importlib
import m
print(importlib.is_lazy_import(globals(), "m"))
m
print(importlib.is_lazy_import(globals(), "m"))
for arguments in ({}, "x"), (5, "x"):
    try:
        importlib.is_lazy_import(*arguments)
    except (KeyError, TypeError) as error:
        print(type(error).__name__, error)
#--- lazy
#| True
#| LOAD m
#| False
#| KeyError 'x'
#| TypeError is_lazy_import() argument 1 must be dict, not int
