# eager is asked with absolute names.
import importlib
importlib.set_lazy_imports(True, eager=["app.foo"])
import app
app
print("end of main")
#--- file app/__init__.py
from . import foo
from . import bar
#--- file app/foo.py
print("LOAD app.foo", flush=True)
#--- file app/bar.py
print("LOAD app.bar", flush=True)
#--- options
#--- lazy
#| LOAD app.foo
#| end of main
