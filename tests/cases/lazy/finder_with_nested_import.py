# A module that a finder imports is no finder's own name: other finders serve it.
import importlib.machinery, importlib.util, sys, types
class Virtual:
    def find_spec(self, name, path=None, target=None):
        if name == "virt":
            return importlib.machinery.ModuleSpec(name, self)
    def create_module(self, spec):
        return None
    def exec_module(self, module):
        module.V = 42
class Nested:
    def find_spec(self, name, path=None, target=None):
        if name == "trigger":
            import plugin
            print("plugin", plugin.V)
importlib.machinery.ModuleSpec, importlib.util.find_spec
sys.meta_path[:0] = [Nested(), Virtual()]
try:
    __import__("trigger")
except ModuleNotFoundError as error:
    print(error)
#--- file plugin.py
import virt
V = virt.V
#--- lazy
#| plugin 42
#| No module named 'trigger'
#--- eager
#| plugin 42
#| No module named 'trigger'
