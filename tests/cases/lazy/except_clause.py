# An except clause is evaluated only when something was raised.
from m import Error
try:
    pass
except Error:
    pass
print("nothing loaded")
try:
    1 / 0
except ZeroDivisionError:
    print("caught")
#--- lazy
#| nothing loaded
#| caught
