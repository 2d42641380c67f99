# A missing name: ImportError with CPython's words and attributes.
from m import nothing
try:
    nothing
except ImportError as error:
    print(error, error.name, error.name_from, error.path, *error.__notes__, sep="\n")
    print(error.__cause__, error.__context__)
#--- lazy
#| LOAD m
#| cannot import name 'nothing' from 'm' (LIB/m.py)
#| m
#| nothing
#| LIB/m.py
#| lazy import of 'm.nothing' declared in <module> at DIR/main.py:2
#| None None
