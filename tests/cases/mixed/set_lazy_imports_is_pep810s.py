# sys.set_lazy_imports("normal") does not switch the transparent mode off.
import importlib
import sys
sys.set_lazy_imports("normal")
print(sys.get_lazy_imports(), importlib.is_lazy_imports_enabled())
import m
print("end of main")
#--- lazy
#| normal True
#| end of main
