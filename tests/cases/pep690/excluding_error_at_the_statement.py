# What __contains__ raises comes out of the import statement.
import importlib
class Excluding:
    def __contains__(self, name):
        if name == "holder":
            raise ZeroDivisionError(name)
        return False
importlib.set_lazy_imports(excluding=Excluding())
import holder
try:
    holder
except ZeroDivisionError as error:
    print("ZeroDivisionError", error)
#--- file holder.py
print("holder runs", flush=True)
import m
#--- options
#--- lazy
#| holder runs
#| ZeroDivisionError holder
