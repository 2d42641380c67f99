# A namespace made into a class has no deferred values.
space = {}
exec("import m", space)
space.pop("__builtins__")
C = type("C", (), space)
print(type(C.__dict__["m"]).__name__, C.m.VALUE)
#--- lazy
#| LOAD m
#| module 1
