# importlib.reload resolves the name, then reloads.
import importlib
import m
print(importlib.reload(m).VALUE)
#--- lazy
#| LOAD m
#| LOAD m
#| 1
