# Built-in modules resolve like any other.
import math, zlib, _collections
from itertools import chain
print(math.sqrt(4), zlib.crc32(b""), list(chain([1], [2])))
#--- lazy
#| 2.0 0 [1, 2]
#--- eager
#| 2.0 0 [1, 2]
