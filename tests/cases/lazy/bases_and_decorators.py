# Bases, decorators and defaults are uses.
from holder import Base, decorate
@decorate
class C(Base):
    pass
print(C.kind, C.decorated)
#--- file holder.py
print("LOAD holder")
class Base:
    kind = "base"
def decorate(cls):
    cls.decorated = True
    return cls
#--- lazy
#| LOAD holder
#| base True
