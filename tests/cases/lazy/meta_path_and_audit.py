# Finders and audit hooks run at the use, not at the statement.
import sys
class Finder:
    def find_spec(self, name, path=None, target=None):
        print("find", name)
sys.meta_path.insert(0, Finder())
import m
print("declared")
m
del sys.meta_path[0]
#--- lazy
#| declared
#| find m
#| LOAD m
