# A call without excluding clears the list (K13).
import importlib
importlib.set_lazy_imports(True, excluding=["__main__"])
print(importlib.is_lazy_imports_enabled())
importlib.set_lazy_imports(True)
print(importlib.is_lazy_imports_enabled())
import m
print("end of main")
m
#--- options
#--- lazy
#| False
#| True
#| end of main
#| LOAD m
