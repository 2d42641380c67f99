# Observing does not shift where warnings point, nor who asks for its caller.
import sys
import warnings
from pyrun.imports import ImportOptimizer


def show(message, category, filename, lineno, file=None, line=None):
    place = filename.rpartition("/")[2]
    print(message, place, lineno if place == "main.py" else "of importlib")


warnings.showwarning = show
with ImportOptimizer():
    import old
    old.VALUE
    import importlib
    importlib.import_module("older")
#--- file old.py
import warnings
warnings.warn("old is old", stacklevel=2)
VALUE = 1
#--- file older.py
import warnings
warnings.warn("older is older", stacklevel=2)
#--- eager pyrun
#| old is old main.py 14
#| older is older __init__.py of importlib
#--- lazy
#| old is old main.py 14
#| older is older __init__.py of importlib
