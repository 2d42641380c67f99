# A submodule that any module has declared is an attribute of its package for
# everybody, as it is eagerly; nothing depends on who touches what first.
import one, two
one
two
import pkg
print(pkg.a.VALUE)
print(pkg.sub.c.VALUE)
print(hasattr(pkg, "nothing"))
#--- file one.py
import pkg.a
#--- file two.py
from pkg.sub import c
#--- lazy
#| LOAD pkg
#| LOAD pkg.a
#| a
#| LOAD pkg.sub
#| LOAD pkg.sub.c
#| c
#| False
