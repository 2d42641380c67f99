# Listing a.p.P, a class, makes `from a.p import P` eager, not `import a.p` (K15).
import importlib
importlib.set_lazy_imports(True, eager=["app.P"])
import app
print("still nothing")
from app import P
print("end of main")
#--- file app.py
print("LOAD app", flush=True)
class P: pass
#--- options
#--- lazy
#| still nothing
#| LOAD app
#| end of main
