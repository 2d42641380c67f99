# A finder on sys.meta_path may have lazy names of its own: they are found without it.
import sys
import hooks
sys.meta_path.insert(0, hooks.Finder())
import m
print(m.VALUE)
print(hooks.seen)
#--- file hooks.py
import fnmatch
import textwrap
seen = []
class Finder:
    def find_spec(self, name, path=None, target=None):
        if fnmatch.fnmatch(name, "[mn]") and textwrap.dedent(" x") == "x":
            seen.append(name)
#--- lazy
#| LOAD m
#| 1
#| ['m']
#--- eager
#| LOAD m
#| 1
#| ['m']
