# A module that fails is executed again at the next use, and not left in sys.modules (K37).
import sys
import boom
for _ in range(2):
    try:
        boom
    except ValueError as error:
        print(error, "boom" in sys.modules)
#--- options -L
#--- lazy
#| LOAD boom
#| boom! False
#| LOAD boom
#| boom! False
