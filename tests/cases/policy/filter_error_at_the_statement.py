# What the filter raises comes out of the import statement.
import sys
def decide(importing, imported, names):
    raise ZeroDivisionError(imported)
sys.set_lazy_imports_filter(decide)
print("before")
import m
print("never")
#--- lazy with stderr
#| before
#| stderr:
#| Traceback (most recent call last):
#|   File "DIR/main.py", line 7, in <module>
#|     import m
#|   File "DIR/main.py", line 4, in decide
#|     raise ZeroDivisionError(imported)
#| ZeroDivisionError: m
#| exit 1
