# import p.foo.bar as bar, p.foo.ack as ack: using bar does not load ack (K24).
import p.foo.bar as bar, p.foo.ack as ack
import sys
print(bar.NAME, "p.foo.ack" in sys.modules)
#--- file p/__init__.py
#--- file p/foo/__init__.py
#--- file p/foo/bar.py
NAME = "bar"
#--- file p/foo/ack.py
print("LOAD ack", flush=True)
#--- options -L
#--- lazy
#| bar False
