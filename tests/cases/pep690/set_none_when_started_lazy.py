# set_lazy_imports(None) goes back to how the process was started: with -L.
import importlib
importlib.set_lazy_imports(False)
importlib.set_lazy_imports(None)
print(importlib.is_lazy_imports_enabled())
import m
print("end of main")
m
#--- options -L
#--- lazy
#| True
#| end of main
#| LOAD m
