# Profiler's own timer, its flags, and one profiler at a time.
import cProfile
import _lsprof


def inner():
    pass


def outer():
    inner()
    len("")


def names(profiler):
    return sorted(getattr(entry.code, "co_name", entry.code) for entry in profiler.getstats())


ticks = iter(range(0, 100000, 10))
profiler = _lsprof.Profiler(lambda: next(ticks), 0.5)
profiler.enable()
inner()
profiler.disable()
times = {getattr(entry.code, "co_name", ""): entry.totaltime for entry in profiler.getstats()}
print(times["inner"])

profiler = _lsprof.Profiler(builtins=False)
profiler.enable()
outer()
profiler.disable()
print(names(profiler))
print([call.code.co_name for entry in profiler.getstats() for call in entry.calls or ()])

profiler = _lsprof.Profiler(subcalls=False)
profiler.enable()
outer()
profiler.disable()
print({entry.calls for entry in profiler.getstats()})


class Named(cProfile.Profile):
    def __init__(self, title, **options):
        super().__init__(**options)
        self.title = title


named = Named("mine", subcalls=True)
with named:
    inner()
print(named.title, "inner" in names(named))
named.disable()

try:
    _lsprof.Profiler(1, 2, 3, 4, 5)
except TypeError:
    print("TypeError")
#--- lazy
#| 5.0
#| ['inner', 'outer']
#| ['inner']
#| {None}
#| mine True
#| TypeError
#--- eager
#| 5.0
#| ['inner', 'outer']
#| ['inner']
#| {None}
#| mine True
#| TypeError
