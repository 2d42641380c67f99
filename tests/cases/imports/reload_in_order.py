# Reloading: dependencies before dependents, the stale ones with the module, failures leave all as it was.
import sys
import order
from pyrun.imports import ImportOptimizer, reload_changed, reload_in_place


def write(name, text):
    with open(name + ".py", "w") as file:
        file.write(f"import order\norder.ran.append(__name__)\n{text}")


write("d", "VALUE = 'd'\n")
write("c", "from d import VALUE\nVALUE = 'c' + VALUE\n")
write("b", "from d import VALUE\nVALUE = 'b' + VALUE\n")
write("a", "from b import VALUE as b\nfrom c import VALUE as c\nVALUE = b + c\n")
optimizer = ImportOptimizer().install()
import a
print(a.VALUE, sorted(order.ran))


def ran():
    result = list(order.ran)
    order.ran.clear()
    return result


ran()
print(sorted(optimizer.reload_dependencies("a") - {"order"}), ran())
write("d", "VALUE = 'D'\n")
print(optimizer.reload_module("a") is a, a.VALUE, ran())
print(optimizer.reload_module("a") is a, ran())
optimizer.invalidate_path("c.py")
print(optimizer.reload_module("a") is a, ran())
optimizer.invalidate_cache("b")
print(optimizer.reload_module("b").VALUE, ran())

write("d", "VALUE = 'no'\nEXTRA = 1\nraise OSError('no')\n")
print(optimizer.reload_module("d"), sys.modules["d"].VALUE, hasattr(sys.modules["d"], "EXTRA"))
print(repr(optimizer.get_error("d")), ran())
report = reload_changed({"d"})
print(report.reloaded, report.failed, report.skipped, bool(report), report.main, ran())
write("d", "VALUE = 'dd'\n")
report = reload_changed({"d"})
print(report.reloaded, report.failed, report.skipped, report.main, a.VALUE, ran())
report = reload_changed({"d"}, dependents=False)
print(report.reloaded, ran(), sys.modules["a"] is a)

# Without code: an error, and the module is there still.
try:
    reload_in_place(sys)
except ImportError as error:
    print(type(error).__name__, error, "sys" in sys.modules)
#--- file order.py
ran = []
#--- eager pyrun
#| bdcd ['a', 'b', 'c', 'd']
#| ['a', 'b', 'c', 'd'] ['d', 'b', 'c', 'a']
#| True bDcD ['d', 'b', 'c', 'a']
#| True ['a']
#| True ['c', 'a']
#| bD ['b']
#| None D False
#| OSError('no') ['d']
#| [] {'d': OSError('no')} ['b', 'c', 'a'] True False ['d']
#| ['d', 'b', 'c', 'a'] {} [] True bddcdd ['d', 'b', 'c', 'a']
#| ['d'] ['d'] True
#| ImportHookError sys has no code that could be run again True
#--- lazy
#| bdcd ['a', 'b', 'c', 'd']
#| ['a', 'b', 'c', 'd'] ['d', 'b', 'c', 'a']
#| True bDcD ['d', 'b', 'c', 'a']
#| True ['a']
#| True ['c', 'a']
#| bD ['b']
#| None D False
#| OSError('no') ['d']
#| [] {'d': OSError('no')} ['b', 'c', 'a'] True False ['d']
#| ['d', 'b', 'c', 'a'] {} [] True bddcdd ['d', 'b', 'c', 'a']
#| ['d'] ['d'] True
#| ImportHookError sys has no code that could be run again True
