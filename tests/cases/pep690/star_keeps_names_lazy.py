# A star import executes the module; its lazy names stay lazy in the importer (K9, K10).
import importlib
from holder import *
print(OWN, importlib.is_lazy_import(globals(), "m"))
print(m.VALUE)
#--- file holder.py
import m
OWN = 5
#--- options -L
#--- lazy
#| 5 True
#| LOAD m
#| 1
