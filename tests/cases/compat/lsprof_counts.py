# What cProfile counts: Python and built-in functions, recursion, callers,
# generators and exceptions. RustPython has no _lsprof.
import cProfile
import pstats


def fact(n):
    return 1 if n < 2 else n * fact(n - 1)


def numbers():
    yield 1
    yield 2


def fail():
    raise ValueError


def work():
    fact(4)
    for _ in numbers():
        pass
    try:
        fail()
    except ValueError:
        pass
    words = []
    words.append(len("abc"))
    add = words.append
    add(4)
    "-".join(["a"])
    sorted([2, 1], key=abs)


def name(label):
    return label[2]


profile = cProfile.Profile()
print(profile.runcall(fact, 3))
profile.clear()
print(profile.getstats())
profile.enable()
work()
profile.disable()
stats = pstats.Stats(profile).stats
for label in sorted(stats, key=name):
    primitive, calls, inline, total, callers = stats[label]
    called = {name(caller): counts[:2] for caller, counts in callers.items()}
    print(name(label), primitive, calls, called, 0 <= inline <= total + 1e-6)

entries = profile.getstats()
entry = next(entry for entry in entries if getattr(entry.code, "co_name", "") == "fact")
print(type(entry).__name__, entry.callcount, entry.reccallcount, len(entry))
print(type(entry.calls[0]).__name__, entry.calls[0].code is fact.__code__, len(entry.calls[0]))
#--- lazy
#| 6
#| []
#| <built-in method builtins.len> 1 1 {'work': (1, 1)} True
#| <built-in method builtins.sorted> 1 1 {'work': (1, 1)} True
#| <method 'append' of 'list' objects> 2 2 {'work': (2, 2)} True
#| <method 'disable' of '_lsprof.Profiler' objects> 1 1 {} True
#| <method 'join' of 'str' objects> 1 1 {'work': (1, 1)} True
#| fact 1 4 {'work': (1, 1), 'fact': (3, 1)} True
#| fail 1 1 {'work': (1, 1)} True
#| numbers 3 3 {'work': (3, 3)} True
#| work 1 1 {} True
#| profiler_entry 4 3 6
#| profiler_subentry True 5
#--- eager
#| 6
#| []
#| <built-in method builtins.len> 1 1 {'work': (1, 1)} True
#| <built-in method builtins.sorted> 1 1 {'work': (1, 1)} True
#| <method 'append' of 'list' objects> 2 2 {'work': (2, 2)} True
#| <method 'disable' of '_lsprof.Profiler' objects> 1 1 {} True
#| <method 'join' of 'str' objects> 1 1 {'work': (1, 1)} True
#| fact 1 4 {'work': (1, 1), 'fact': (3, 1)} True
#| fail 1 1 {'work': (1, 1)} True
#| numbers 3 3 {'work': (3, 3)} True
#| work 1 1 {} True
#| profiler_entry 4 3 6
#| profiler_subentry True 5
