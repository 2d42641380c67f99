# A module that binds or deletes the name while loading keeps its change; the reader gets the module.
import cb_set, cb_del, cb_replace
x = cb_set
print(x.__name__, cb_set)
y = cb_del
print(y.__name__, "cb_del" in globals())
print(cb_replace.V)
#--- file cb_set.py
import __main__
__main__.cb_set = "changed"
#--- file cb_del.py
import __main__
del __main__.cb_del
#--- file cb_replace.py
import sys, types
sys.modules[__name__] = types.SimpleNamespace(V=7)
#--- lazy
#| cb_set changed
#| cb_del False
#| 7
