# What an excluded module imports has lazy imports again.
import importlib
importlib.set_lazy_imports(excluding=["outer"])
import outer
outer
print("end of main")
#--- file outer.py
import inner
print("outer runs", flush=True)
#--- file inner.py
import m
print("inner runs", flush=True)
#--- options
#--- lazy
#| inner runs
#| outer runs
#| end of main
