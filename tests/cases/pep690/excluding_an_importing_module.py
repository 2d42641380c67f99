# excluding: names of importing modules, whose imports stay eager (K11).
import importlib
import sys
importlib.set_lazy_imports(excluding=["app.bar"])
import app.bar
import app.foo
app.bar, app.foo
print("end of main")
#--- file app/__init__.py
#--- file app/bar.py
import m
print("app.bar runs", flush=True)
#--- file app/foo.py
import n
print("app.foo runs", flush=True)
#--- options
#--- lazy
#| LOAD m
#| app.bar runs
#| app.foo runs
#| end of main
