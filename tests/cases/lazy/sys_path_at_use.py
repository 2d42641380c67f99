# The path that counts is that of the use.
import os, sys
import late
sys.path.append(os.path.join(os.path.dirname(__file__), "more"))
print(late.VALUE)
#--- file more/late.py
VALUE = 1
#--- lazy
#| 1
