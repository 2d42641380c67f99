# `from p.foo import ack` makes p.foo.ack reachable too (Cinder raises AttributeError here).
import p.foo.bar
from p.foo import ack
import p.foo as foo
print(foo.bar.BAR, foo.ack.ACK)
#--- file p/__init__.py
#--- file p/foo/__init__.py
#--- file p/foo/bar.py
BAR = 1
#--- file p/foo/ack.py
ACK = 2
#--- lazy
#| 1 2
#--- eager
#| 1 2
