# excluding and eager are keyword-only.
import importlib
try:
    importlib.set_lazy_imports(True, ["a"])
except TypeError:
    print("TypeError")
#--- options
#--- lazy
#| TypeError
