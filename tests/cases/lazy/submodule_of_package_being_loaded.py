"""A package reads its own submodule's name while it is being loaded itself."""
import package

print(package.File, package.abc.base.Resource is package.abc.Resource)

#--- file package/__init__.py
from .core import File
#--- file package/core.py
from .abc import Resource

class File(Resource):
    pass
#--- file package/abc/__init__.py
from .base import Resource as Resource

for value in list(locals().values()):
    getattr(value, "__module__", "")
#--- file package/abc/base.py
from .. import core

class Resource:
    pass
#--- lazy
#| <class 'package.core.File'> True
#--- eager
#| <class 'package.core.File'> True
