# ModuleManager: what is registered, in which order, and what it says of strangers.
from pyrun.imports import ImportOptimizer, ModuleError, ModuleManager

manager = ModuleManager()
with ImportOptimizer(manager, circular="record"):
    import top
    top.VALUE
print(sorted(set(manager.list_modules()) & {"top", "middle", "low"}))
order = manager.get_dependency_order(["top", "low", "middle"])
print(order)
print(sorted(manager.get_dependencies("top")), sorted(manager.get_all_dependencies("top")))
print(sorted(manager.get_reverse_dependencies("low")), sorted(manager.get_reverse_graph()["middle"]))
print(manager.get_module_graph()["low"])
info = manager.get_module_info("top")
print(info.name, info.version, info.doc, info.path.endswith("top.py"), info.metadata)
print(sorted(info.attributes), info.dependencies == {"middle", "low"})
print(manager.register_module(top, {"owner": "me"}).metadata, manager.check_dependencies("top"))
print(manager.validate_module("top"), manager.check_circular_imports("top"))

import ring_a
ring_a.VALUE
for name in ("ring_a", "ring_b"):
    manager.register_module(__import__(name))
print(manager.check_circular_imports("ring_a"), manager.validate_module("ring_a"))
for call in (
    lambda: manager.get_dependency_order(),
    lambda: manager.get_dependency_order(["stranger"]),
    lambda: manager.get_dependencies("stranger"),
    lambda: manager.unregister_module("stranger"),
    lambda: manager.register_module(1),
):
    try:
        call()
    except ModuleError as error:
        print(error, "|", error.module, sorted(error.details))
manager.unregister_module("top")
print(manager.get_module_info("top"), "top" in manager.list_modules())
manager.clear()
print(manager.list_modules())
#--- file top.py
"""At the top."""
import middle
from low import VALUE as low
__version__ = "1.2"
VALUE = middle.VALUE + low
#--- file middle.py
from low import VALUE
VALUE += 1
#--- file low.py
VALUE = 1
#--- file ring_a.py
import ring_b
VALUE = 1
#--- file ring_b.py
import ring_a


def use():
    return ring_a
#--- eager pyrun
#| ['low', 'middle', 'top']
#| ['low', 'middle', 'top']
#| ['low', 'middle'] ['low', 'middle']
#| ['middle', 'top'] ['top']
#| set()
#| top 1.2 At the top. True {}
#| ['VALUE', 'low', 'middle'] True
#| {'owner': 'me'} True
#| True []
#| [('ring_a', 'ring_b'), ('ring_b', 'ring_a')] False
#| Circular dependency detected | ring_a ['cycle']
#| Unknown modules: stranger | stranger []
#| Module not found: stranger | stranger []
#| Module not found: stranger | stranger []
#| Failed to register module: 'int' object has no attribute '__name__' | None ['error']
#| None False
#| []
#--- lazy
#| ['low', 'middle', 'top']
#| ['low', 'middle', 'top']
#| ['low', 'middle'] ['low', 'middle']
#| ['middle', 'top'] ['top']
#| set()
#| top 1.2 At the top. True {}
#| ['VALUE', 'low', 'middle'] True
#| {'owner': 'me'} True
#| True []
#| [('ring_a', 'ring_b'), ('ring_b', 'ring_a')] False
#| Unknown modules: stranger | stranger []
#| Module not found: stranger | stranger []
#| Module not found: stranger | stranger []
#| Failed to register module: 'int' object has no attribute '__name__' | None ['error']
#| None False
#| []
