# After the optimiser has gone, imports are as before, also for those who kept a function.
import builtins
import gc
import importlib
from pyrun.imports import ImportOptimizer, Watcher

originals = builtins.__import__, importlib.import_module


def untouched():
    return (builtins.__import__, importlib.import_module) == originals


with ImportOptimizer():
    with Watcher():
        kept = builtins.__import__, importlib.import_module
        print(untouched(), kept[0]("plain").VALUE)
    print(untouched())
print(untouched(), kept[0]("plain").VALUE, kept[1]("plain").VALUE, kept[1]("other").VALUE)

# Nobody has it any more.
optimizer = ImportOptimizer()
print(untouched())
del optimizer
gc.collect()
print(untouched())

# Somebody has come in front of it, and stays there.
optimizer = ImportOptimizer().install()
inner = builtins.__import__


def front(*arguments, **options):
    return inner(*arguments, **options)


builtins.__import__ = front
optimizer.uninstall()
optimizer.uninstall()
print(builtins.__import__ is front, front("plain").VALUE)
again = ImportOptimizer()
import user
print(user.VALUE, sorted(again.get_dependent_modules("plain")))
again.uninstall()
builtins.__import__ = inner
print(ImportOptimizer().install().uninstall(), untouched())
#--- file plain.py
VALUE = 1
#--- file other.py
VALUE = 2
#--- file user.py
from plain import VALUE
#--- eager pyrun
#| False 1
#| False
#| True 1 1 2
#| False
#| True
#| True 1
#| 1 ['__main__', 'user']
#| None True
#--- lazy
#| False 1
#| False
#| True 1 1 2
#| False
#| True
#| True 1
#| 1 ['__main__', 'user']
#| None True
