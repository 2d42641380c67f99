# `from holder import m` where m is lazy in holder: one import, both names resolved.
import importlib, holder
def eager():
    from holder import m
    return m
print(eager().VALUE, importlib.is_lazy_import(vars(holder), "m"))
from holder import n
print(importlib.is_lazy_import(globals(), "n"))
print(n.VALUE, importlib.is_lazy_import(vars(holder), "n"))
#--- file holder.py
import m
import n
#--- lazy
#| LOAD m
#| 1 False
#| True
#| LOAD n
#| 2 False
