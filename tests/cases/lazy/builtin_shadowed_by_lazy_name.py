# A deferred global that hides a builtin hides it in hot code, too.
from m import fn as len
def f():
    return len()
print([f() for _ in range(5)])
for _ in range(1000):
    f()
print(f())
#--- lazy
#| LOAD m
#| [3, 3, 3, 3, 3]
#| 3
