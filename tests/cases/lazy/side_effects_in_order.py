# Loads happen in the order of the uses.
import m, n
print("start")
n
m
#--- lazy
#| start
#| LOAD n
#| LOAD m
