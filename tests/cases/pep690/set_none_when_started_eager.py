# set_lazy_imports(None) goes back to how the process was started: without -L.
import importlib
importlib.set_lazy_imports(True)
importlib.set_lazy_imports(None)
print(importlib.is_lazy_imports_enabled())
import m
print("end of main")
#--- options
#--- lazy
#| False
#| LOAD m
#| end of main
