# Functions have a dictionary when somebody asks for it, memory of objects is used again, and
# collections of garbage keep what they can: nobody should see any of it.
import copy
import functools
import gc
import sys
import threading
import time
import weakref


def plain(a, b=2):
    "Documented."


def attributes():
    "A function's dictionary, made late."
    print(hasattr(plain, "x"), "x" in dir(plain), vars(plain), plain.__dict__ is vars(plain))
    plain.x = 1
    plain.__dict__["y"] = 2
    print(plain.x, plain.y, vars(plain), [name for name in dir(plain) if name in "xy"])
    del plain.x
    for action in ("plain.x", "del plain.x"):
        try:
            exec(action)
        except AttributeError as error:
            print(type(error).__name__, error)

    def other():
        pass

    other.__dict__ = {"z": 3}
    print(other.z, other.__dict__)
    try:
        other.__dict__ = 5
    except TypeError as error:
        print(error)

    @functools.wraps(plain)
    def wrapper():
        pass

    print(wrapper.y, wrapper.__wrapped__ is plain, sorted(vars(wrapper)))
    lonely = lambda: None
    print(copy.copy(lonely) is lonely, lonely.__getattribute__("__dict__"))
    print(object.__getattribute__(lonely, "__name__"), getattr(lonely, "nothing", "default"))
    setattr(lonely, "itself", lonely)
    ended = weakref.ref(lonely)
    del lonely
    gc.collect()
    print("function with a cycle:", ended())


def garbage():
    "Classes that are used, and end in the middle of collections."
    ended, left = [], []
    for number in range(300):

        class Short:
            value = number

            def method(self):
                return self.value + __class__.value

        assert Short().method() == 2 * number
        Short.cycle = Short
        ended.append(weakref.ref(Short))
        del Short
        if number % 50 == 49:
            gc.collect()
            left.append(sum(reference() is not None for reference in ended))
    print(left)

    class Finalized:
        def __init__(self, name):
            self.name = name
            self.cycle = self

        def __del__(self):
            # The class is garbage, too, and still answers.
            seen.append((self.name, self.word(), Finalized_of(self).__name__))

        def word(self):
            return "word"

    Finalized_of = type
    seen = []
    for name in "abc":
        Finalized(name)
    del Finalized
    gc.collect()
    print(sorted(seen))


def memory():
    "Objects in the place of others, in several threads."

    def churn(results):
        total = 0
        for number in range(3000):
            pair = (number + 1000, [number], {number: float(number)}, slice(number), range(number))
            total += pair[0] + pair[1][0] + int(pair[2][number]) + len(pair[4])
        results.append(total)

    results = []
    threads = [threading.Thread(target=churn, args=(results,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    churn(results)
    for thread in threads:
        thread.join()
    print(len(results), len(set(results)), results[0])

    class Back(list):
        def __del__(self):
            kept.append(self)

    kept = []
    Back((1, 2))
    print(kept, [Back is type(one) for one in kept])
    deep = ()
    for _ in range(50_000):
        deep = (deep,)
    del deep
    nested = [[(1.5 + number, complex(number, 1)) for number in range(40)] for _ in range(40)]
    print(sum(pair[0] for row in nested for pair in row), sys.getrefcount(nested) < 5)


def lookups():
    "Attributes of classes while another thread changes their base."

    class Base:
        attribute = 0

    class Derived(Base):
        def __init__(self):
            self.x = 1

        def __len__(self):
            return 3

        def method(self):
            return 1

    failures, ends = [], time.monotonic() + 2

    def change():
        number = 0
        while time.monotonic() < ends:
            number += 1
            Base.attribute = number

    def use():
        try:
            while time.monotonic() < ends:
                for _ in range(1000):
                    one = Derived()
                    len(one), one.method(), one.attribute
                    assert hasattr(one, "method")
        except BaseException as error:
            failures.append(repr(error))

    threads = [threading.Thread(target=target) for target in (change, use, use)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    print(failures)


def defaults():
    "More defaults than parameters."

    def one(a):
        return a

    one.__defaults__ = (1, 2, 3)
    print(one(), one(7))
    for arguments in ((1, 2), ()):
        try:
            one.__defaults__ = () if not arguments else one.__defaults__
            print(one(*arguments))
        except TypeError as error:
            print(type(error).__name__)


attributes()
garbage()
memory()
lookups()
defaults()
#--- eager
#| False False {} True
#| 1 2 {'x': 1, 'y': 2} ['x', 'y']
#| AttributeError 'function' object has no attribute 'x'
#| AttributeError 'function' object has no attribute 'x'
#| 3 {'z': 3}
#| __dict__ must be set to a dictionary, not a 'int'
#| 2 True ['__wrapped__', 'y']
#| True {}
#| <lambda> default
#| function with a cycle: None
#| [0, 0, 0, 0, 0, 0]
#| [('a', 'word', 'Finalized'), ('b', 'word', 'Finalized'), ('c', 'word', 'Finalized')]
#| 5 1 20994000
#| [[1, 2]] [True]
#| 33600.0 True
#| []
#| 3 7
#| TypeError
#| TypeError
#--- lazy
#| False False {} True
#| 1 2 {'x': 1, 'y': 2} ['x', 'y']
#| AttributeError 'function' object has no attribute 'x'
#| AttributeError 'function' object has no attribute 'x'
#| 3 {'z': 3}
#| __dict__ must be set to a dictionary, not a 'int'
#| 2 True ['__wrapped__', 'y']
#| True {}
#| <lambda> default
#| function with a cycle: None
#| [0, 0, 0, 0, 0, 0]
#| [('a', 'word', 'Finalized'), ('b', 'word', 'Finalized'), ('c', 'word', 'Finalized')]
#| 5 1 20994000
#| [[1, 2]] [True]
#| 33600.0 True
#| []
#| 3 7
#| TypeError
#| TypeError
