# -X lazyimportsverify: a missing submodule too.
print("before")
import pkg.nope
print("never")
#--- options -X lazyimportsall -X lazyimportsverify
#--- lazy with stderr
#| before
#| stderr:
#| Traceback (most recent call last):
#|   File "DIR/main.py", line 3, in <module>
#|     import pkg.nope
#| ModuleNotFoundError: No module named 'pkg.nope'
#| exit 1
