"""`from .part import part`: the import binds the submodule first, the object stays."""
from package import part
import package

print(part())
print(package.part(), package.part is part)

from package import *

print(part(), other())

#--- file package/__init__.py
from .part import part
from .other import other

__all__ = ["part", "other"]
#--- file package/part.py
def part():
    return "part"
#--- file package/other.py
def other():
    return "other"
#--- options -X lazy_imports=all
#--- lazy
#| part
#| part True
#| part other
#--- eager
#| part
#| part True
#| part other
