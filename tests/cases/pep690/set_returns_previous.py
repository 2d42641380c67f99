# set_lazy_imports returns what was in force: (enabled, excluding, eager).
import importlib
print(importlib.set_lazy_imports(True, excluding=["a"], eager={"b"}))
print(importlib.set_lazy_imports(False))
print(importlib.set_lazy_imports(True))
#--- options
#--- lazy
#| (False, None, None)
#| (True, ['a'], {'b'})
#| (False, None, None)
