# Two namespaces of one shape: what is cached for the one never shows the other's deferred value.
code = compile("def get():\n    return m\nm = 1\n", "x", "exec")
first, second = {}, {}
exec(code, first)
exec(code, second)
for _ in range(1000):
    first["get"](), second["get"]()
exec("import m", second)
import types
twin = types.FunctionType(first["get"].__code__, second)
for _ in range(1000):
    value = twin()
print(type(value).__name__, first["get"]())
#--- lazy
#| LOAD m
#| module 1
