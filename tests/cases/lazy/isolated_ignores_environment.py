# -E, -I: the variable does not count.
import sys
print(sys.flags.lazy_imports)
#--- options -I
#--- environment PYTHONLAZYIMPORTSALL=1
#--- lazy
#| -1
