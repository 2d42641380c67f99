# values(), items() and repr resolve everything first; keys, len, in and dir do not.
import m, n
space = globals()
print("m" in space, len(space) > 2, "m" in list(space), "m" in dir(), "m" in space.keys())
print("nothing loaded so far")
print(sorted(k for k, v in space.items() if type(v).__name__ == "module"))
#--- lazy
#| True True True True True
#| nothing loaded so far
#| LOAD m
#| LOAD n
#| ['__builtins__', 'm', 'n']
