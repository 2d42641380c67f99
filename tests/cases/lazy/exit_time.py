# Names may still be resolved by exit handlers.
import atexit
import m
atexit.register(lambda: print(m.VALUE))
print("end")
#--- lazy
#| end
#| LOAD m
#| 1
