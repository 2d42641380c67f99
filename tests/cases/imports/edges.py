# Edges: from imports, submodules, relative, in functions, cached, dynamic, star, namespace.
import sys
from pyrun.imports import ImportOptimizer, get_module_dependencies

with ImportOptimizer() as optimizer:
    import user
    user.use()

for name in ("user", "pkg", "pkg.child", "pkg.deep", "pkg.deep.leaf", "space.part", "again"):
    print(name, sorted(get_module_dependencies(name)))
print(sorted(optimizer.get_dependent_modules("pkg.sibling")))
print(sorted(optimizer.get_dependent_modules("pkg/sibling.py", recursive=False)))
print(sorted(optimizer.get_dependent_modules("no/such/file.py")))
for chain in optimizer.why("pkg.sibling"):
    print(" > ".join(chain))
print(optimizer.why("pkg.sibling", limit=1), optimizer.why("__main__"), optimizer.why("unknown"))
graph = optimizer.get_import_profiles()["dependency_graph"]
print(sorted(graph["pkg.child"]), sorted(graph["user"]) == sorted(get_module_dependencies(user)))

# After that, nothing is observed, but a module that is loaded now is read instead.
import late
late.value
print(sorted(get_module_dependencies("late")), sorted(get_module_dependencies("__main__") & {"late", "user", "sys"}))
#--- file user.py
import pkg.child
from pkg import thing, sibling
from pkg.same import same
from star import *


def use():
    import importlib
    import again
    from space import part
    importlib.import_module("dynamic")
    importlib.import_module(".relative", "pkg")
    return pkg.child.value, thing, sibling.value, same, starred, again.use(), part.value
#--- file pkg/__init__.py
thing = 1
#--- file pkg/child.py
from . import sibling
from .deep.leaf import value as other
value = sibling.value + other
#--- file pkg/sibling.py
value = 2
#--- file pkg/same.py
def same():
    return 3
#--- file pkg/relative.py
value = 4
#--- file pkg/deep/__init__.py
#--- file pkg/deep/leaf.py
from .. import sibling, thing
value = thing + sibling.value
#--- file star.py
starred = 5
#--- file space/part.py
import pkg.sibling as sibling
value = sibling.value
#--- file dynamic.py
#--- file again.py
def use():
    import pkg.sibling
    return pkg.sibling.value
#--- file late.py
from pkg.sibling import value
if False:
    import json
#--- eager pyrun
#| user ['again', 'dynamic', 'importlib', 'pkg', 'pkg.child', 'pkg.relative', 'pkg.same', 'pkg.sibling', 'space.part', 'star']
#| pkg []
#| pkg.child ['pkg.deep.leaf', 'pkg.sibling']
#| pkg.deep []
#| pkg.deep.leaf ['pkg', 'pkg.sibling']
#| space.part ['pkg.sibling']
#| again ['pkg.sibling']
#| ['__main__', 'again', 'pkg.child', 'pkg.deep.leaf', 'space.part', 'user']
#| ['again', 'pkg.child', 'pkg.deep.leaf', 'space.part', 'user']
#| []
#| __main__ > user > pkg.sibling
#| __main__ > user > again > pkg.sibling
#| __main__ > user > pkg.child > pkg.sibling
#| __main__ > user > space.part > pkg.sibling
#| __main__ > user > pkg.child > pkg.deep.leaf > pkg.sibling
#| [['__main__', 'user', 'pkg.sibling']] [] []
#| ['pkg.deep.leaf', 'pkg.sibling'] True
#| ['pkg.sibling'] ['late', 'sys', 'user']
#--- lazy
#| user ['again', 'dynamic', 'importlib', 'pkg', 'pkg.child', 'pkg.relative', 'pkg.same', 'pkg.sibling', 'space.part', 'star']
#| pkg []
#| pkg.child ['pkg.deep.leaf', 'pkg.sibling']
#| pkg.deep []
#| pkg.deep.leaf ['pkg', 'pkg.sibling']
#| space.part ['pkg.sibling']
#| again ['pkg.sibling']
#| ['__main__', 'again', 'pkg.child', 'pkg.deep.leaf', 'space.part', 'user']
#| ['again', 'pkg.child', 'pkg.deep.leaf', 'space.part', 'user']
#| []
#| __main__ > user > pkg.sibling
#| __main__ > user > again > pkg.sibling
#| __main__ > user > pkg.child > pkg.sibling
#| __main__ > user > space.part > pkg.sibling
#| __main__ > user > pkg.child > pkg.deep.leaf > pkg.sibling
#| [['__main__', 'user', 'pkg.sibling']] [] []
#| ['pkg.deep.leaf', 'pkg.sibling'] True
#| ['pkg.sibling'] ['late', 'sys', 'user']
