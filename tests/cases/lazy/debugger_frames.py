# f_globals and f_locals of frames resolve like any other dictionary.
import sys
import m, n
def f():
    frame = sys._getframe(1)
    return frame.f_globals["m"].VALUE, frame.f_locals["n"].VALUE
print(f())
#--- lazy
#| LOAD m
#| LOAD n
#| (1, 2)
