# filter: a function that is asked with importer, target and names.
import m
import n
print("end of main")
#--- file laziness.py
def decide(importing, imported, names):
    return imported != "n"
#--- file pyproject.toml
[tool.pyrun.lazy-imports]
filter = "laziness:decide"
#--- lazy
#| LOAD n
#| end of main
