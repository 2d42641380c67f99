# The environment switches everything on, too.
import sys
print(sys.flags.lazy_imports)
import m
print("end of main")
#--- options
#--- environment PYTHONLAZYIMPORTSALL=1
#--- environment PYTHONLAZYIMPORTSWARMUP=yes
#--- lazy
#| 1
#| end of main
#| LOAD m
