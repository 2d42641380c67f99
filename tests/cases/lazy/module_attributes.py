# Attributes of modules: from outside, getattr, hasattr, vars, inspect.
import inspect
import holder
print(holder.m.VALUE)
print(getattr(holder, "n").VALUE, hasattr(holder, "pkg"), hasattr(holder, "nothing"))
print(sorted(name for name, value in inspect.getmembers(holder, inspect.ismodule)))
#--- file holder.py
import m
import n
import pkg
import pkg.a as a
#--- lazy
#| LOAD m
#| 1
#| LOAD n
#| LOAD pkg
#| 2 True False
#| LOAD pkg.a
#| ['a', 'm', 'n', 'pkg']
