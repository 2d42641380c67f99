# Ctrl-C while a package is searched for an attribute reaches the program.
import kit
try:
    hasattr(kit, "tools")
except KeyboardInterrupt:
    print("interrupted")
#--- file kit/__init__.py
from .core import build
#--- file kit/core.py
raise KeyboardInterrupt
#--- file kit/tools.py
#--- lazy
#| interrupted
