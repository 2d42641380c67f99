# PEP 420 packages work child by child.
import nsp.x, nsp.y
print(nsp.x.X)
import sys
print("nsp.y" in sys.modules)
#--- file nsp/x.py
X = 1
#--- file nsp/y.py
#--- lazy
#| 1
#| False
