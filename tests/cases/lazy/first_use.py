# Nothing happens at the statement; the first use imports, once.
import m
import sys
print("m" in sys.modules)
print(m.VALUE)
print("m" in sys.modules)
print(m.fn())
#--- lazy
#| False
#| LOAD m
#| 1
#| True
#| 3
#--- eager
#| LOAD m
#| True
#| 1
#| True
#| 3
