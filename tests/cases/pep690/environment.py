# PYTHONLAZYIMPORTS: any non-empty value counts.
import m
print("end of main")
#--- options
#--- environment PYTHONLAZYIMPORTS=1
#--- lazy
#| end of main
