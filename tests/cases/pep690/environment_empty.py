# PYTHONLAZYIMPORTS: an empty value is as none.
import m
print("end of main")
#--- options
#--- environment PYTHONLAZYIMPORTS=
#--- lazy
#| LOAD m
#| end of main
