# is_lazy_imports_enabled() answers for the nearest module that is being executed.
import importlib
importlib.set_lazy_imports(True, excluding=["helper"])
def ask():
    return importlib.is_lazy_imports_enabled()
print(ask())
import helper
print("helper:", helper.inside)
print("main:", helper.ask())
#--- file helper.py
import importlib
def ask():
    return importlib.is_lazy_imports_enabled()
inside = ask()
#--- options
#--- lazy
#| True
#| helper: False
#| main: True
