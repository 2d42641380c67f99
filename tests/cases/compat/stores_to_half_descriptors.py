# A store asks for __set__ (or __delete__) alone, also after many runs of it.
import types

class Number:
    def __set__(self, owner, value):
        owner.__dict__["x"] = int(value)

class Deleter:
    def __delete__(self, owner):
        print("deleted")

class Getter:
    def __get__(self, owner, kind=None):
        return "got"

class A:
    x = Number()
    def __init__(self, x):
        self.x = x
print([A("1").x for _ in range(6)])

class B(A):
    pass
print([B("2").x for _ in range(6)])

class C:
    x = Deleter()

def store(owner):
    try:
        owner.x = 1
    except AttributeError as error:
        return type(error).__name__
    return owner.__dict__
print({store(C()) for _ in range(6)})

def delete(owner):
    del owner.x
for _ in range(4):
    delete(C())

class D:
    x = Getter()
def store_and_load(owner):
    owner.x = 1
    return owner.x, owner.__dict__
print([store_and_load(D()) for _ in range(4)][-1])

class Module(types.ModuleType):
    x = Number()
module = Module("m")
for value in "34567":
    module.x = value
print(module.x)

class Meta(type):
    seen = []
    x = type("Seen", (), {"__set__": lambda self, cls, value: Meta.seen.append(value)})()
class E(metaclass=Meta):
    pass
for value in range(5):
    E.x = value
print(Meta.seen, "x" in E.__dict__)
#--- lazy
#| [1, 1, 1, 1, 1, 1]
#| [2, 2, 2, 2, 2, 2]
#| {'AttributeError'}
#| deleted
#| deleted
#| deleted
#| deleted
#| (1, {'x': 1})
#| 7
#| [0, 1, 2, 3, 4] False
#--- eager
#| [1, 1, 1, 1, 1, 1]
#| [2, 2, 2, 2, 2, 2]
#| {'AttributeError'}
#| deleted
#| deleted
#| deleted
#| deleted
#| (1, {'x': 1})
#| 7
#| [0, 1, 2, 3, 4] False
