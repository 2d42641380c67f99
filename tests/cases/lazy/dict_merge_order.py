# In a merge the right operand's state wins, whichever it is (Cinder's tests).
import importlib
import m
is_lazy = importlib.is_lazy_import
lazy = dict(m=globals().copy()) and globals().copy()
resolved = {"m": 1}
print(is_lazy(resolved | lazy, "m"), is_lazy(lazy | resolved, "m"))
resolved.update(lazy)
print(is_lazy(resolved, "m"))
lazy.update({"m": 1})
print(is_lazy(lazy, "m"))
#--- lazy
#| True False
#| True
#| False
