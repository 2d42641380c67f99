# Copies carry the deferred state on, each resolves for itself: copy, dict, **, |, update.
import importlib, sys
import m
is_lazy = importlib.is_lazy_import
space = globals()
copies = [space.copy(), dict(space), {**space}, space | {}, {} | space]
target = {}
target.update(space)
copies.append(target)
target = {}
target |= space
copies.append(target)
print([is_lazy(copy, "m") for copy in copies], "m" in sys.modules)
print(copies[0]["m"].VALUE)
print([is_lazy(copy, "m") for copy in copies], is_lazy(space, "m"))
print({copy["m"] is m for copy in copies})
#--- lazy
#| [True, True, True, True, True, True, True] False
#| LOAD m
#| 1
#| [False, True, True, True, True, True, True] True
#| {True}
