"""A package imports from itself a name that its `__getattr__` makes."""
import package

print(package.templates, package.part.__name__)

#--- file package/__init__.py
import importlib

def __getattr__(name):
    if name == "templates":
        return importlib.import_module("._templates", __name__).templates
    raise AttributeError(name)

from package import templates
from package import part

print(templates)
#--- file package/_templates.py
templates = "the templates"
#--- file package/part.py
def __repr__():
    return "part"
#--- lazy
#| the templates
#| the templates package.part
#--- eager
#| the templates
#| the templates package.part
