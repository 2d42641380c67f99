# -L: a module that is never used is never loaded, the others at their first use (K1, K2).
import m
import n
print("before")
m
print("after")
#--- options -L
#--- lazy
#| before
#| LOAD m
#| after
