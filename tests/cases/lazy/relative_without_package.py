# A relative import in a script fails at the statement, lazily as eagerly.
print("before")
from . import nothing
print("after")
#--- lazy with stderr
#| before
#| stderr:
#| Traceback (most recent call last):
#|   File "DIR/main.py", line 3, in <module>
#|     from . import nothing
#| ImportError: attempted relative import with no known parent package
#| exit 1
