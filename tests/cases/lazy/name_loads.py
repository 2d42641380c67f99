# Name loads in any code resolve: functions, generators, classes, comprehensions, eval, exec.
import m, n, pkg, pkg.a as a, pkg.b as b
import pkg.sub as sub
from pkg.sub import c
def function():
    return m.VALUE
print(function())
def generator():
    yield n.VALUE
print(*generator())
class C:
    value = pkg.attr
print(C.value)
print([a.VALUE for _ in range(1)])
print(eval("b.VALUE"))
exec("print(sub.__name__)")
print((lambda: c.VALUE)())
#--- lazy
#| LOAD m
#| 1
#| LOAD n
#| 2
#| LOAD pkg
#| pkgattr
#| LOAD pkg.a
#| ['a']
#| LOAD pkg.b
#| b
#| LOAD pkg.sub
#| pkg.sub
#| LOAD pkg.sub.c
#| c
#--- eager pyrun
#| LOAD m
#| LOAD n
#| LOAD pkg
#| LOAD pkg.a
#| LOAD pkg.b
#| LOAD pkg.sub
#| LOAD pkg.sub.c
#| 1
#| 2
#| pkgattr
#| ['a']
#| b
#| pkg.sub
#| c
