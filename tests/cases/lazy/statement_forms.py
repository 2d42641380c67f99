# Every form of the import statement at module level is lazy.
import importlib
import m
import n as other
import pkg.a
import pkg.sub.c as c
from pkg import attr, b as bee
is_lazy = importlib.is_lazy_import
print([name for name in ("m", "other", "pkg", "c", "attr", "bee") if is_lazy(globals(), name)])
print(c.VALUE, attr, bee.VALUE, other.VALUE, m.VALUE, pkg.a.VALUE)
#--- lazy
#| ['m', 'other', 'pkg', 'c', 'attr', 'bee']
#| LOAD pkg
#| LOAD pkg.sub
#| LOAD pkg.sub.c
#| LOAD pkg.b
#| LOAD n
#| LOAD m
#| LOAD pkg.a
#| c pkgattr b 2 1 a
#--- eager pyrun
#| LOAD m
#| LOAD n
#| LOAD pkg
#| LOAD pkg.a
#| LOAD pkg.sub
#| LOAD pkg.sub.c
#| LOAD pkg.b
#| []
#| c pkgattr b 2 1 a
