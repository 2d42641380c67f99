# sys.modules counts at the use: an injected object is bound, None stops the import.
import sys, types
import m, n
sys.modules["m"] = types.SimpleNamespace(VALUE="injected")
print(m.VALUE)
sys.modules["n"] = None
try:
    n
except ModuleNotFoundError as error:
    print(error)
del sys.modules["n"]
print(n.VALUE)
#--- lazy
#| injected
#| import of n halted; None in sys.modules
#| LOAD n
#| 2
