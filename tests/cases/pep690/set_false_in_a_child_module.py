# Set by one module, the switch counts in every module.
import importlib
import holder
holder
print(importlib.is_lazy_imports_enabled())
import m
print("end of main")
#--- file holder.py
import importlib
importlib.set_lazy_imports(False)
#--- options -L
#--- lazy
#| False
#| LOAD m
#| end of main
