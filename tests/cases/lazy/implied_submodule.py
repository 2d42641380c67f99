# A submodule that an eager run loads on the way is there when it is looked for.
import sys
import kit
print(kit.tools.hammer(), "kit.rest" in sys.modules)
print(hasattr(kit, "nothing"), hasattr(kit, "broken"))
#--- file kit/__init__.py
from .core import build
#--- file kit/core.py
from .tools import hammer
def build():
    return hammer()
#--- file kit/tools.py
def hammer():
    return "bang"
#--- file kit/rest.py
#--- file kit/broken.py
raise RuntimeError("nobody asked for this")
#--- lazy
#| bang False
#| False False
#--- eager
#| bang False
#| False False
