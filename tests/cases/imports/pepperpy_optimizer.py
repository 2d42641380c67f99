# pepperpy.utils.imports_hook: put the optimiser into sys.meta_path, import, look, reload.
import sys
from pepperpy.utils.imports_hook import ImportOptimizer
from pepperpy.utils.modules import ModuleManager

manager = ModuleManager()
optimizer = ImportOptimizer(manager)
sys.meta_path.insert(0, optimizer)

import my_module

print(my_module.answer())
profiles = optimizer.get_import_profiles()
print(sorted(profiles))
mine = {name for name in profiles["profiles"] if name in ("my_module", "base")}
print(sorted(mine), profiles["analysis"]["total_imports"] >= 2)
print(f"{profiles['analysis']['average_duration']:.0f}s", profiles["error_counts"])
slow_imports = profiles["slow_imports"]
if slow_imports:
    print("slow:", "my_module" in [p.module for p in slow_imports])
print(profiles["profiles"]["my_module"] in slow_imports)
print(profiles["analysis"]["slow_imports"] == len(slow_imports))
print(sorted(profiles["dependency_graph"]["my_module"] & {"base", "time"}))
print(profiles["profiles"]["my_module"].metadata["self_duration"] > 0.1)
print(sorted(set(manager.list_modules()) & {"my_module", "base"}))
print(type(my_module.__loader__).__name__, my_module.__spec__.loader is my_module.__loader__)

with open("base.py", "w") as file:
    file.write("VALUE = 'second'\n")
print(optimizer.reload_module("my_module") is my_module, my_module.answer())
with open("base.py", "w") as file:
    file.write("VALUE = 'third'\n")
reloaded = optimizer.reload_dependencies("my_module")
print(sorted(reloaded), my_module.answer())
print(optimizer.reload_module("not_loaded"), optimizer.reload_module("__main__"))

optimizer.clear_profiles()
print(optimizer.get_import_profiles()["profiles"])
optimizer.clear_cache()
print(optimizer.get_cache_stats()["entries"], optimizer.find_spec("no_such_module"))
optimizer.uninstall()
print(optimizer in sys.meta_path)
#--- file base.py
VALUE = "first"
#--- file my_module.py
import time
from base import VALUE
time.sleep(0.12)


def answer():
    return VALUE
#--- eager pyrun
#| first
#| ['analysis', 'dependency_graph', 'error_counts', 'profiles', 'slow_imports']
#| ['base', 'my_module'] True
#| 0s {}
#| slow: True
#| True
#| True
#| ['base', 'time']
#| True
#| ['base', 'my_module']
#| SourceFileLoader True
#| True second
#| ['base', 'my_module'] third
#| None None
#| {}
#| 0 None
#| False
#--- lazy
#| first
#| ['analysis', 'dependency_graph', 'error_counts', 'profiles', 'slow_imports']
#| ['base', 'my_module'] True
#| 0s {}
#| slow: True
#| True
#| True
#| ['base', 'time']
#| True
#| ['base', 'my_module']
#| SourceFileLoader True
#| True second
#| ['base', 'my_module'] third
#| None None
#| {}
#| 0 None
#| False
