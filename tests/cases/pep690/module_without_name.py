# A namespace without __name__ is asked about by no container.
import importlib
importlib.set_lazy_imports(True, excluding=["__main__"])
namespace = {"__builtins__": __builtins__}
exec("import m; print('executed')", namespace)
print(importlib.is_lazy_import(namespace, "m"))
#--- options
#--- lazy
#| executed
#| True
