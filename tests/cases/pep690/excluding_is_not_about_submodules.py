# excluding is asked for the exact name: a package does not stand for its modules.
import importlib
importlib.set_lazy_imports(excluding=["app"])
import app.bar
app.bar
print("end of main")
#--- file app/__init__.py
import n
#--- file app/bar.py
import m
print("app.bar runs", flush=True)
#--- options
#--- lazy
#| LOAD n
#| app.bar runs
#| end of main
