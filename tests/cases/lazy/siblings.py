# Siblings are independent, in either order.
import pkg.a, pkg.b
import sys
print(pkg.attr)
print(pkg.b.VALUE, "pkg.a" in sys.modules)
print(pkg.a.VALUE)
#--- lazy
#| LOAD pkg
#| pkgattr
#| LOAD pkg.b
#| b False
#| LOAD pkg.a
#| a
