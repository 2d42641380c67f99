# Only the collector's lists show a deferred object, and it can do nothing.
import gc
import m
found = [o for o in gc.get_objects() if type(o).__name__ == "lazy_import" and "'m'" in repr(o)]
print({repr(o) for o in found})
def use(lazy):
    for attempt in (lambda: type(lazy)(), lambda: lazy.x, lambda: lazy.resolve):
        try:
            attempt()
        except (TypeError, AttributeError) as error:
            print(type(error).__name__, error)
use(found[0])
print("m" in __import__("sys").modules)
#--- lazy
#| {"<lazy_import 'm'>"}
#| TypeError cannot create 'lazy_import' instances
#| AttributeError cannot access attribute 'x' on unresolved lazy import 'm'
#| False
