# In a with block the keyword is lazy and a plain import eager, in transparent mode too.
import contextlib
with contextlib.nullcontext():
    lazy import m
    import n
print("end of block")
m
#--- lazy
#| LOAD n
#| end of block
#| LOAD m
