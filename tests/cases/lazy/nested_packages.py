# `import a.b.c`: one level at a time; the children are lazy entries of their package.
import importlib
import pkg.sub.c
pkg
print(importlib.is_lazy_import(vars(pkg), "sub"))
pkg.sub
print(importlib.is_lazy_import(vars(pkg.sub), "c"))
print(pkg.sub.c.VALUE)
#--- lazy
#| LOAD pkg
#| True
#| LOAD pkg.sub
#| True
#| LOAD pkg.sub.c
#| c
