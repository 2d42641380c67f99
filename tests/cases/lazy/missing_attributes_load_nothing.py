# A missing attribute does not load a submodule that an eager run would not have loaded.
import unittest, xml
import kit
kit.run()
print(hasattr(unittest, "mock"), hasattr(xml, "sax"))
#--- file kit/__init__.py
import os
from .part import thing
def run():
    import kit
    print(hasattr(kit, "conftest"), getattr(kit, "tool", "default"), "tool" in dir(kit), thing)
#--- file kit/part.py
thing = 1
#--- file kit/conftest.py
print("SIDE EFFECT")
#--- file kit/tool.py
print("SIDE EFFECT")
#--- lazy
#| False default False 1
#| False False
#--- eager
#| False default False 1
#| False False
