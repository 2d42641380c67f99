# Called in a function, it is about the nearest module that is being executed.
import helper
helper.switch()
import m
print("end of main")
m
#--- file helper.py
import importlib
def switch():
    importlib.enable_lazy_imports_in_module()
#--- options
#--- lazy
#| end of main
#| LOAD m
