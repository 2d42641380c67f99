# sys.set_lazy_imports_filter: a module that it refuses is imported at the statement.
import sys
asked = []
def decide(importing, imported, names):
    asked.append((importing, imported, names))
    return imported != "m"
sys.set_lazy_imports_filter(decide)
import m
from n import VALUE
print("end of imports")
sys.set_lazy_imports_filter(None)
print(asked)
#--- lazy
#| LOAD m
#| end of imports
#| [('__main__', 'm', None), ('__main__', 'n', ('VALUE',))]
