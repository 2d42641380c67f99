# The call counts more than the environment.
import importlib
importlib.set_lazy_imports(False)
import m
print("end of main")
#--- options
#--- environment PYTHONLAZYIMPORTS=1
#--- lazy
#| LOAD m
#| end of main
