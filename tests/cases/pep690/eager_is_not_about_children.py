# Listing a.w does not cover `import a.w.fred`, but `from a.w import fred` (K15).
import importlib
importlib.set_lazy_imports(True, eager=["app.w"])
import app.w.fred
print("still nothing")
from app.w import fred
print("end of main")
#--- file app/__init__.py
print("LOAD app", flush=True)
#--- file app/w/__init__.py
print("LOAD app.w", flush=True)
#--- file app/w/fred.py
print("LOAD app.w.fred", flush=True)
#--- options
#--- lazy
#| still nothing
#| LOAD app
#| LOAD app.w
#| LOAD app.w.fred
#| end of main
