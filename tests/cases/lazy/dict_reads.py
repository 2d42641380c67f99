# Every read of a value resolves; Python code never sees a deferred object.
import m, n, pkg
from pkg import a, b
import pkg.sub as sub, boom_free
from m import VALUE, other, fn
space = globals()
module = type(space["m"])
print(isinstance(space["m"], module), isinstance(space.get("n"), module))
print(isinstance(space.setdefault("pkg", 1), module), isinstance(space.pop("a"), module), "a" in space)
print(isinstance(vars()["b"], module), isinstance(locals()["sub"], module))
print(space["VALUE"], space.get("nothing", "default"), getattr(__import__("__main__"), "other"))
print("lazy_import" in repr(space), all("lazy_import" not in type(v).__name__ for v in space.values()))
#--- file boom_free.py
print("LOAD boom_free")
#--- lazy
#| LOAD m
#| LOAD n
#| True True
#| LOAD pkg
#| LOAD pkg.a
#| True True False
#| LOAD pkg.b
#| LOAD pkg.sub
#| True True
#| 1 default 2
#| LOAD boom_free
#| False True
