# `from a.foo import bar` is eager if a.foo is listed (K15).
import importlib
importlib.set_lazy_imports(True, eager=["pkg.a"])
from pkg.a import VALUE
print("end of main")
#--- options
#--- lazy
#| LOAD pkg
#| LOAD pkg.a
#| end of main
