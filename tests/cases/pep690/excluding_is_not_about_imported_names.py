# excluding names who imports, not what is imported.
import importlib
importlib.set_lazy_imports(excluding=["m"])
import m
print("end of main")
m
#--- options
#--- lazy
#| end of main
#| LOAD m
