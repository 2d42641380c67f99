# A container that cannot be asked is found by the call, which changes nothing.
import importlib
for arguments in ({"excluding": 5}, {"eager": 5}, {"excluding": object()}):
    try:
        importlib.set_lazy_imports(True, **arguments)
    except TypeError:
        print("TypeError")
print(importlib.is_lazy_imports_enabled())
print(importlib.set_lazy_imports(False))
#--- options
#--- lazy
#| TypeError
#| TypeError
#| TypeError
#| False
#| (False, None, None)
