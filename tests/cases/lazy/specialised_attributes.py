# Cached module attributes never show a deferred value either.
import types, sys
one, two = types.ModuleType("one"), types.ModuleType("two")
one.m = two.m = 1
def get(module):
    return module.m
for _ in range(1000):
    get(one), get(two)
exec("import m", vars(two))
print(type(get(two)).__name__, get(one))
for _ in range(1000):
    get(one), get(two)
print(type(get(two)).__name__)
#--- lazy
#| LOAD m
#| module 1
#| module
