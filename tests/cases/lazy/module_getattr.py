# A module's own lazy names come before its __getattr__.
import holder
print(holder.m.VALUE, holder.other)
#--- file holder.py
import m
def __getattr__(name):
    return "from __getattr__: " + name
#--- lazy
#| LOAD m
#| 1 from __getattr__: other
