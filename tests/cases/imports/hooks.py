# Hooks: finders that the optimiser asks first; what they find is profiled as well.
import sys
from importlib.machinery import ModuleSpec
from pyrun.imports import ImportOptimizer


class Virtual:
    asked = []

    def find_spec(self, fullname, path=None, target=None):
        if fullname.startswith("virtual"):
            self.asked.append(fullname)
            return ModuleSpec(fullname, self, origin="virtual", is_package=fullname == "virtual")

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        module.loader_was_ours = module.__loader__ is self and module.__spec__.loader is self
        exec("VALUE = __name__", module.__dict__)


optimizer = ImportOptimizer()
hook = Virtual()
optimizer.register_hook(hook)
print(sys.meta_path[0] is hook)
optimizer.install()
optimizer.register_hook(hook)
print(sys.meta_path.count(hook), sys.meta_path[0] is optimizer)
import virtual.part
print(virtual.part.VALUE, virtual.loader_was_ours, hook.asked)
print(sorted(name for name in optimizer.get_import_profiles()["profiles"] if "virtual" in name))
other = Virtual()
optimizer.register_hook(other)
print(sys.meta_path.index(other))
optimizer.unregister_hook(hook)
optimizer.unregister_hook(hook)
print(hook in sys.meta_path, optimizer.find_spec("virtual_again").origin)

# A module that is an object of its own making; loaders that are asked and copied.
import rude
print(type(rude).__name__, "rude" in optimizer.get_import_profiles()["profiles"])
import copy
from importlib.util import find_spec
spec = find_spec("polite")
print(repr(copy.copy(spec.loader).get_source("polite")), spec.loader.is_package("polite"))
print(type(copy.copy(spec).loader) is type(spec.loader))

# Two optimisers: each sees the import, neither asks in circles.
with ImportOptimizer() as second:
    import colorsys
    colorsys.rgb_to_hsv
print([name for x in (optimizer, second) for name in x.get_import_profiles()["profiles"] if name == "colorsys"])
print(type(colorsys.__loader__) is type(sys.__loader__) or colorsys.__spec__.loader is colorsys.__loader__)
optimizer.uninstall()
print(other in sys.meta_path, optimizer in sys.meta_path)
#--- file rude.py
import sys


class Rude:
    def __getattr__(self, name):
        raise RuntimeError(name)


sys.modules[__name__] = Rude()
#--- file polite.py
VALUE = 1
#--- eager pyrun
#| True
#| 1 True
#| virtual.part True ['virtual', 'virtual.part']
#| ['virtual', 'virtual.part']
#| 1
#| False virtual
#| Rude True
#| 'VALUE = 1\n' False
#| True
#| ['colorsys']
#| True
#| False False
#--- lazy
#| True
#| 1 True
#| virtual.part True ['virtual', 'virtual.part']
#| ['virtual', 'virtual.part']
#| 1
#| False virtual
#| Rude True
#| 'VALUE = 1\n' False
#| True
#| ['colorsys']
#| True
#| False False
