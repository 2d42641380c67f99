# eager: full names of imported modules. `import a.foo` is eager (K15).
import importlib
importlib.set_lazy_imports(True, eager=["pkg.a"])
import pkg.a
print("end of main")
#--- options
#--- lazy
#| LOAD pkg
#| LOAD pkg.a
#| end of main
