# Two modules with the same import: each its own deferred name, one execution (K38).
import importlib
import m
import holder
print(holder.use())
print(importlib.is_lazy_import(globals(), "m"))
print(m is holder.m)
#--- file holder.py
import m
def use():
    return m.VALUE
#--- options -L
#--- lazy
#| LOAD m
#| 1
#| True
#| True
