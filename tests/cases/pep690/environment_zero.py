# PYTHONLAZYIMPORTS: any non-empty value counts, 0 too.
import m
print("end of main")
#--- options
#--- environment PYTHONLAZYIMPORTS=0
#--- lazy
#| end of main
