# excluding is about plain imports: the keyword stays lazy.
import importlib
importlib.set_lazy_imports(excluding=["__main__"])
lazy import m
import n
print("end of main")
#--- options
#--- lazy
#| LOAD n
#| end of main
