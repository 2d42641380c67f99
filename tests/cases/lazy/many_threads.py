# Many threads over overlapping packages, some of them broken: no deadlock, each body once.
import sys, threading
sys.counts = {}
import p.a, p.b, p.sub.c, p.sub.d, p.bad
from p.sub import e
def use(order):
    for name in order:
        try:
            match name:
                case "a": p.a.X
                case "b": p.b.X
                case "c": p.sub.c.X
                case "d": p.sub.d.X
                case "e": e.X
                case "bad": p.bad.X
        except ValueError:
            pass
names = ["a", "b", "c", "d", "e", "bad"]
threads = [threading.Thread(target=use, args=(names[i % 6:] + names[:i % 6],)) for i in range(24)]
for thread in threads: thread.start()
for thread in threads: thread.join(60)
print(any(thread.is_alive() for thread in threads))
print({name: count for name, count in sorted(sys.counts.items()) if name != "p.bad"})
#--- file p/__init__.py
import sys; sys.counts[__name__] = sys.counts.get(__name__, 0) + 1
#--- file p/a.py
import sys; sys.counts[__name__] = sys.counts.get(__name__, 0) + 1
import p.b
X = 1
#--- file p/b.py
import sys; sys.counts[__name__] = sys.counts.get(__name__, 0) + 1
from p import a
X = 2
def f(): return a.X
#--- file p/bad.py
raise ValueError("bad")
#--- file p/sub/__init__.py
import sys; sys.counts[__name__] = sys.counts.get(__name__, 0) + 1
from . import c
#--- file p/sub/c.py
import sys; sys.counts[__name__] = sys.counts.get(__name__, 0) + 1
from . import d
X = d.X
#--- file p/sub/d.py
import sys; sys.counts[__name__] = sys.counts.get(__name__, 0) + 1
X = 4
#--- file p/sub/e.py
import sys; sys.counts[__name__] = sys.counts.get(__name__, 0) + 1
from ..a import X
#--- lazy
#| False
#| {'p': 1, 'p.a': 1, 'p.b': 1, 'p.sub': 1, 'p.sub.c': 1, 'p.sub.d': 1, 'p.sub.e': 1}
