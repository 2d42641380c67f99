# A missing module: the original exception at the use, with both places.
import nope_xyz
def use():
    return nope_xyz.thing
use()
#--- lazy with stderr
#| stderr:
#| Traceback (most recent call last):
#|   File "DIR/main.py", line 5, in <module>
#|     use()
#|     ~~~^^
#|   File "DIR/main.py", line 4, in use
#|     return nope_xyz.thing
#|            ^^^^^^^^
#| ModuleNotFoundError: No module named 'nope_xyz'
#| lazy import of 'nope_xyz' declared in <module> at DIR/main.py:2
#| exit 1
