# Retried after failure.
import sys
import flaky
try:
    flaky
except RuntimeError as error:
    print(error)
sys.flaky_ok = True
print(flaky.VALUE)
#--- file flaky.py
import sys
if not hasattr(sys, "flaky_ok"):
    raise RuntimeError("not yet")
VALUE = 1
#--- lazy
#| not yet
#| 1
