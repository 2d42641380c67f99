# Hot loops over names that become deferred again read the new value.
space = {}
exec("def get():\n    return m.VALUE if hasattr(m, 'VALUE') else m\nm = 0\n", space)
for _ in range(1000):
    space["get"]()
exec("import m", space)
print([space["get"]() for _ in range(3)])
for _ in range(1000):
    space["get"]()
exec("import n as m", space)
print(space["get"]())
#--- lazy
#| LOAD m
#| [1, 1, 1]
#| LOAD n
#| 2
