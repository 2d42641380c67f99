"""A package that star-imports a submodule and then names it: networkx does."""
from package import thing
import package

print(thing())
print(package.inner.__name__, package.inner.part.__name__)
print(package.inner.thing is thing)

#--- file package/__init__.py
from package.inner import *
#--- file package/inner/__init__.py
from package.inner.part import *
from package.inner import part
#--- file package/inner/part.py
def thing():
    return "thing"
#--- options -X lazy_imports=all
#--- lazy
#| thing
#| package.inner package.inner.part
#| True
#--- eager
#| thing
#| package.inner package.inner.part
#| True
