# Each object of a package that was taken out of sys.modules has its submodules.
import sys
import pky.util

def forget():
    return {name: sys.modules.pop(name) for name in list(sys.modules) if name.startswith("pky")}

first = pky
print(first.__name__)
saved = forget()
import pky.util
second = pky
print(second is first)
forget()
sys.modules.update(saved)
print(second.util.x, first.util.x)
#--- file pky/__init__.py
#--- file pky/util.py
x = 1
#--- lazy
#| pky
#| False
#| 1 1
#--- eager
#| pky
#| False
#| 1 1
