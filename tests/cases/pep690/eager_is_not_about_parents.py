# `import a` stays lazy if only a.foo is listed, and so does its sibling.
import importlib
importlib.set_lazy_imports(True, eager=["pkg.a"])
import pkg
import pkg.b as b
from pkg import attr
print("end of main")
#--- options
#--- lazy
#| end of main
