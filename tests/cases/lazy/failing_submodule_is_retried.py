# A submodule asked for with `from`: every try gives its own error.
import pk.x
pk.x
for _ in range(2):
    try:
        pk.bad
    except ValueError as error:
        print(error)
#--- file pk/__init__.py
#--- file pk/x.py
from pk import bad
#--- file pk/bad.py
print("LOAD bad")
raise ValueError("bad")
#--- lazy
#| LOAD bad
#| bad
#| LOAD bad
#| bad
