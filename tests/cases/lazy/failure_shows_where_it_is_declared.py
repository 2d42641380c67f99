# The note names the declaring module's line when another module reads the name.
import holder
try:
    holder.boom
except ValueError as error:
    print(error.__notes__)
#--- file holder.py

import os
import boom
#--- lazy
#| LOAD boom
#| ["lazy import of 'boom' declared in <module> at DIR/holder.py:3"]
