"""A package's name that comes back to it through `import *` from a submodule."""
from package import groups, other
import package.tools

print(groups(), other())
print(package.tools.use(), package.listed.use(), package.groups is package.first.groups)

#--- file package/__init__.py
from package.first import *
from package.tools import *
from package.listed import *
#--- file package/first.py
def groups():
    return "groups"


def other():
    return "other"
#--- file package/tools.py
from package import groups


def use():
    return groups()
#--- file package/listed.py
from package import other

__all__ = ["other"]


def use():
    return other()
#--- lazy
#| groups other
#| groups other True
#--- eager
#| groups other
#| groups other True
