# A module deleted from sys.modules loads anew; an old binding stays what it was.
import sys
import m
old = m
del sys.modules["m"]
import m
print(m is old)
#--- lazy
#| LOAD m
#| LOAD m
#| False
