# __dict__ and __weakref__ may be slots and class variables, others may not.
import weakref

class Proxy:
    __slots__ = ("target", "__dict__", "__weakref__")

    @property
    def __dict__(self):
        return {"of": "the target"}

    @property
    def __weakref__(self):
        return "weak"

proxy = Proxy()
proxy.target = 1
proxy.other = 2
print(proxy.target, proxy.other, proxy.__dict__, vars(proxy))
print(proxy.__weakref__, weakref.ref(proxy)() is proxy)
try:
    proxy.__dict__ = {}
except AttributeError as error:
    print(type(error).__name__)

class Below(Proxy):
    pass
below = Below()
below.other = 3
print(below.__dict__, below.other)

def make(bases=(), name="A", **variables):
    try:
        made = type(name, bases, variables)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, str(error).split(":")[0])
    else:
        print(sorted(set(variables) & set(made.__dict__)))

class Plain: pass
make(__slots__="__dict__", __dict__=1)
make(__slots__="__weakref__", __weakref__=1)
make(__slots__=(), __dict__=1, __weakref__=2)
make((dict,), __slots__=("__dict__", "q"), __dict__=1)
make((Plain,), __slots__="__dict__", __dict__=1)
make((Plain,), __slots__="__weakref__", __weakref__=1)
make(__slots__=("__dict__", "__dict__"), __dict__=1)
make(__slots__="a", a=1)
make(__slots__="__module__", __module__="m")
make(__slots__="__x", _A__x=1)
make(name="_A", __slots__="__x", _A__x=1)
make(__slots__="__x", _B__x=1)
make(__slots__="__x__", __x__=1)
make(__slots__="__qualname__", __qualname__="A.B")

class __:
    __slots__ = ("__x",)
    def __init__(self):
        self.__x = 9
print(__().__x)
#--- lazy
#| 1 2 {'of': 'the target'} {'of': 'the target'}
#| weak True
#| AttributeError
#| {'of': 'the target'} 3
#| ['__dict__', '__slots__']
#| ['__slots__', '__weakref__']
#| ['__dict__', '__slots__', '__weakref__']
#| ['__dict__', '__slots__']
#| TypeError __dict__ slot disallowed
#| TypeError __weakref__ slot disallowed
#| TypeError __dict__ slot disallowed
#| ValueError 'a' in __slots__ conflicts with class variable
#| ValueError '__module__' in __slots__ conflicts with class variable
#| ValueError '_A__x' in __slots__ conflicts with class variable
#| ValueError '_A__x' in __slots__ conflicts with class variable
#| ['_B__x', '__slots__']
#| ValueError '__x__' in __slots__ conflicts with class variable
#| ['__qualname__', '__slots__']
#| 9
#--- eager
#| 1 2 {'of': 'the target'} {'of': 'the target'}
#| weak True
#| AttributeError
#| {'of': 'the target'} 3
#| ['__dict__', '__slots__']
#| ['__slots__', '__weakref__']
#| ['__dict__', '__slots__', '__weakref__']
#| ['__dict__', '__slots__']
#| TypeError __dict__ slot disallowed
#| TypeError __weakref__ slot disallowed
#| TypeError __dict__ slot disallowed
#| ValueError 'a' in __slots__ conflicts with class variable
#| ValueError '__module__' in __slots__ conflicts with class variable
#| ValueError '_A__x' in __slots__ conflicts with class variable
#| ValueError '_A__x' in __slots__ conflicts with class variable
#| ['_B__x', '__slots__']
#| ValueError '__x__' in __slots__ conflicts with class variable
#| ['__qualname__', '__slots__']
#| 9
