# -X lazyimportsverify: a missing module is an error at the statement.
import m
print("before")
import nope_xyz
print("never")
#--- options -X lazyimportsall -X lazyimportsverify
#--- lazy with stderr
#| before
#| stderr:
#| Traceback (most recent call last):
#|   File "DIR/main.py", line 4, in <module>
#|     import nope_xyz
#| ModuleNotFoundError: No module named 'nope_xyz'
#| exit 1
