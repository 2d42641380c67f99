# The statements below the call are lazy, those above it have run.
import importlib
import m
importlib.set_lazy_imports(True)
import n
print("end of main")
print(n.VALUE)
#--- options
#--- lazy
#| LOAD m
#| end of main
#| LOAD n
#| 2
