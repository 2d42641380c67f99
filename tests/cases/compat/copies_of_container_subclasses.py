# A subclass that iterates like its builtin is copied entry by entry.
class Own(dict):
    def __getitem__(self, key):
        return "own"

    def keys(self):
        return ["other"]

class Iterates(Own):
    def __iter__(self):
        return iter("xy")

    def keys(self):
        return iter("xy")

def f(**kw):
    return kw

for cls in (Own, Iterates):
    d = cls(a=1, b=2)
    updated = {"a": 0}
    updated.update(d)
    merged = {}
    merged |= d
    print(dict(d), {**d}, f(**d), f(z=0, **d), dict(**d), updated, merged, sep="\n")
try:
    f(a=0, **Own(a=1))
except TypeError as error:
    print(error)
try:
    f(**Own({1: 2}))
except TypeError as error:
    print(error)

# What only borrows the builtin's iteration is no such container.
class Borrows:
    __iter__ = dict.__iter__

    def keys(self):
        return "k"

    def __getitem__(self, key):
        return "v"

print(dict(Borrows()), {**Borrows()}, f(**Borrows()))

class Pair(tuple):
    def __iter__(self):
        return iter("xyz")

class Plain(tuple):
    def __len__(self):
        return 9

    def __getitem__(self, index):
        return "own"

def g(*args):
    return args

print(g(*Pair((1, 2))), g(*Plain((1, 2))), g(0, *Pair((1, 2))))

class Numbers(list):
    def __iter__(self):
        return iter([9, 9])

print(bytes(Numbers([1])), bytearray(Numbers([1])), bytes(Plain((1, 2))))
#--- lazy
#| {'a': 1, 'b': 2}
#| {'a': 1, 'b': 2}
#| {'a': 1, 'b': 2}
#| {'z': 0, 'a': 1, 'b': 2}
#| {'a': 1, 'b': 2}
#| {'a': 1, 'b': 2}
#| {'a': 1, 'b': 2}
#| {'x': 'own', 'y': 'own'}
#| {'x': 'own', 'y': 'own'}
#| {'x': 'own', 'y': 'own'}
#| {'z': 0, 'x': 'own', 'y': 'own'}
#| {'x': 'own', 'y': 'own'}
#| {'a': 0, 'x': 'own', 'y': 'own'}
#| {'x': 'own', 'y': 'own'}
#| __main__.f() got multiple values for keyword argument 'a'
#| keywords must be strings
#| {'k': 'v'} {'k': 'v'} {'k': 'v'}
#| ('x', 'y', 'z') (1, 2) (0, 'x', 'y', 'z')
#| b'\t\t' bytearray(b'\t\t') b'\x01\x02'
#--- eager
#| {'a': 1, 'b': 2}
#| {'a': 1, 'b': 2}
#| {'a': 1, 'b': 2}
#| {'z': 0, 'a': 1, 'b': 2}
#| {'a': 1, 'b': 2}
#| {'a': 1, 'b': 2}
#| {'a': 1, 'b': 2}
#| {'x': 'own', 'y': 'own'}
#| {'x': 'own', 'y': 'own'}
#| {'x': 'own', 'y': 'own'}
#| {'z': 0, 'x': 'own', 'y': 'own'}
#| {'x': 'own', 'y': 'own'}
#| {'a': 0, 'x': 'own', 'y': 'own'}
#| {'x': 'own', 'y': 'own'}
#| __main__.f() got multiple values for keyword argument 'a'
#| keywords must be strings
#| {'k': 'v'} {'k': 'v'} {'k': 'v'}
#| ('x', 'y', 'z') (1, 2) (0, 'x', 'y', 'z')
#| b'\t\t' bytearray(b'\t\t') b'\x01\x02'
