"""A module whose class answers for missing names: celery's is of that kind."""
import package.sub

from package import answer
import package

print(package.other, answer)

#--- file package/__init__.py
import sys
import types


class Answering(types.ModuleType):
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        return f"made {name}"


sys.modules[__name__].__class__ = Answering
#--- file package/sub.py
VALUE = 1
#--- options -X lazy_imports=all

#--- lazy
#| made other made answer
#--- eager
#| made other made answer
