# Descriptors of a subclass of threading.local come before its dictionary.
import threading

class Local(threading.local):
    __slots__ = ("shared",)
    default = 3

    def __init__(self, start=0):
        self.name = start

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, value):
        self._name = value

    @name.deleter
    def name(self):
        del self._name

    @property
    def fixed(self):
        return 1

def attempt(action, *arguments):
    try:
        action(*arguments)
    except Exception as error:
        print(type(error).__name__)
    else:
        print("done")

x = Local(4)
print(x.name, x.__dict__)
x.name = 5
print(x.name, x.__dict__)
attempt(setattr, x, "fixed", 2)
attempt(delattr, x, "fixed")

x.default = 6
print(x.default, sorted(x.__dict__))
del x.default
print(x.default)
attempt(delattr, x, "default")
attempt(delattr, x, "nothing")
attempt(getattr, x, "nothing")
attempt(setattr, x, "__dict__", {})

x.shared = 7
def other():
    print(x.name, x.shared, x.__dict__)
    x.name = 8
    del x.name
    attempt(getattr, x, "name")
thread = threading.Thread(target=other)
thread.start()
thread.join()
print(x.name)
del x.name
print(x.__dict__)

class One(threading.local):
    pass
class Two(threading.local):
    def two(self):
        return self.a * 2
y = One()
y.a = 1
y.__class__ = Two
print(y.two(), y.__dict__)
attempt(setattr, y, "__class__", int)

try:
    y.nothing
except AttributeError as error:
    print(error)
try:
    y.__dict__ = {}
except AttributeError as error:
    print(error)
#--- lazy
#| 4 {'_name': 4}
#| 5 {'_name': 5}
#| AttributeError
#| AttributeError
#| 6 ['_name', 'default']
#| 3
#| AttributeError
#| AttributeError
#| AttributeError
#| AttributeError
#| 4 7 {'_name': 4}
#| AttributeError
#| 5
#| {}
#| 2 {'a': 1}
#| TypeError
#| 'Two' object has no attribute 'nothing'
#| 'Two' object attribute '__dict__' is read-only
#--- eager
#| 4 {'_name': 4}
#| 5 {'_name': 5}
#| AttributeError
#| AttributeError
#| 6 ['_name', 'default']
#| 3
#| AttributeError
#| AttributeError
#| AttributeError
#| AttributeError
#| 4 7 {'_name': 4}
#| AttributeError
#| 5
#| {}
#| 2 {'a': 1}
#| TypeError
#| 'Two' object has no attribute 'nothing'
#| 'Two' object attribute '__dict__' is read-only
