# `from a import foo` is eager if a.foo is listed.
import importlib
importlib.set_lazy_imports(True, eager=["pkg.a"])
from pkg import a
print("end of main")
#--- options
#--- lazy
#| LOAD pkg
#| LOAD pkg.a
#| end of main
