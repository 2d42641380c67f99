# Any object with __contains__ will do; it is asked once for each module (K12).
import importlib
class Excluding:
    asked = []
    def __contains__(self, name):
        if name:
            self.asked.append(name)
        return name == "holder"
importlib.set_lazy_imports(excluding=Excluding())
import holder
import m
import n
holder
print(sorted(Excluding.asked))
#--- file holder.py
import m
import n
#--- options
#--- lazy
#| LOAD m
#| LOAD n
#| ['__main__', 'holder']
