# What a class says of an attribute holds for the first load and for all others.
class Cached(property):
    def __get__(self, instance, owner=None):
        return "from __get__"

class Plain(property):
    pass

class C:
    @Cached
    def cached(self):
        return "from the getter"

    @Plain
    def plain(self):
        return "plain"

    @property
    def usual(self):
        return "usual"

def load(o):
    return o.cached, o.plain, o.usual

print({load(C()) for _ in range(20)})

# A metaclass answers for its classes.
class Answering(type):
    def __getattribute__(cls, name):
        return "meta" if name == "x" else super().__getattribute__(name)

class WithDefault(type):
    def __getattr__(cls, name):
        return "default"

class A(metaclass=Answering):
    x = "own"
    def method(self=None):
        return "method"

class B(metaclass=WithDefault):
    x = "own"

def x(cls):
    return cls.x

def missing(cls):
    return cls.missing

def call(cls):
    return cls.method()

print([x(A) for _ in range(20)].count("meta"), {call(A) for _ in range(20)})
print({x(B) for _ in range(20)}, {missing(B) for _ in range(20)})

# Also one that learns to only later.
class Later(type):
    pass

class D(metaclass=Later):
    x = "own"

def later(cls):
    return cls.x

before = {later(D) for _ in range(20)}
Later.__getattribute__ = lambda cls, name: "meta"
print(before, {later(D) for _ in range(20)})
#--- lazy
#| {('from __get__', 'plain', 'usual')}
#| 20 {'method'}
#| {'own'} {'default'}
#| {'own'} {'meta'}
#--- eager
#| {('from __get__', 'plain', 'usual')}
#| 20 {'method'}
#| {'own'} {'default'}
#| {'own'} {'meta'}
