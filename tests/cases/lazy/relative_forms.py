# Relative imports, one and two levels up; what is wrong with them is said at once.
import rp.inner
print(rp.inner.get())
try:
    from . import nothing
except ImportError as error:
    print(error)
exec("""
try_it = True
""")
#--- file rp/__init__.py
print("LOAD rp")
#--- file rp/sib.py
print("LOAD rp.sib")
VALUE = 5
#--- file rp/inner.py
from .sib import VALUE
from . import sib as sibling
def get():
    return VALUE, sibling.VALUE
#--- lazy
#| LOAD rp
#| LOAD rp.sib
#| (5, 5)
#| attempted relative import with no known parent package
#--- eager
#| LOAD rp
#| LOAD rp.sib
#| (5, 5)
#| attempted relative import with no known parent package
