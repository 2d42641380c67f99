# A package deleted from sys.modules loads anew, with the children declared since (Cinder's tests).
import sys
import foo.bar.baz
print(foo.bar.baz.NAME)
old = foo.bar
del sys.modules["foo.bar"]
import foo.bar.thud
print(foo.bar is old, foo.bar.thud.NAME)
#--- file foo/__init__.py
#--- file foo/bar/__init__.py
#--- file foo/bar/baz.py
NAME = "baz"
#--- file foo/bar/thud.py
NAME = "thud"
#--- lazy
#| baz
#| False thud
#--- eager
#| baz
#| False thud
