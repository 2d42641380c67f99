# if, for, while, match at module level: lazy (Cinder 3.8 and 3.10 have no block for loops).
import sys
if sys:
    import m
for _ in range(1):
    import n
match 1:
    case 1:
        import pkg
print([name for name in ("m", "n", "pkg") if name in sys.modules])
#--- lazy
#| []
