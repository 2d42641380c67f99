# `from p import foo, waldo`: using one does not load the other.
import sys
from pkg import a, b, attr
print(a.VALUE, "pkg.b" in sys.modules, attr)
#--- lazy
#| LOAD pkg
#| LOAD pkg.a
#| a False pkgattr
