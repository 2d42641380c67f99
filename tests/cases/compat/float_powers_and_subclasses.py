# Powers go by the number, not by its sign bit.
zero, minus_zero, infinity, two = 0.0, -0.0, float("inf"), 2.0
print(zero ** minus_zero, minus_zero ** minus_zero, 0 ** minus_zero, minus_zero ** 1.5)
print((-infinity) ** 0.5, (-infinity) ** -0.5, zero ** -infinity, (-two) ** infinity)
print((-two) ** 3.0, (-two) ** -1, type((-two) ** 0.5), type((-two) ** 1e-17))
for exponent in (-1, -0.5, -3.0):
    for base in (zero, minus_zero, 0):
        try:
            base ** exponent
        except ZeroDivisionError:
            print("ZeroDivisionError", base, exponent)

# A subclass of float is the number that it is, unless float() is asked for.
import math

class Float(float):
    def __float__(self):
        return 9.0

class Like:
    def __float__(self):
        return 9.0

print(math.sqrt(Float(4)), "%.1f" % Float(4), b"%.1f" % Float(4), float(Float(4)))
print(math.sqrt(Like()), "%.1f" % Like(), math.hypot(Float(3), Float(4)))
#--- lazy
#| 1.0 1.0 1.0 0.0
#| inf 0.0 inf inf
#| -8.0 -0.5 <class 'complex'> <class 'complex'>
#| ZeroDivisionError 0.0 -1
#| ZeroDivisionError -0.0 -1
#| ZeroDivisionError 0 -1
#| ZeroDivisionError 0.0 -0.5
#| ZeroDivisionError -0.0 -0.5
#| ZeroDivisionError 0 -0.5
#| ZeroDivisionError 0.0 -3.0
#| ZeroDivisionError -0.0 -3.0
#| ZeroDivisionError 0 -3.0
#| 2.0 4.0 b'4.0' 9.0
#| 3.0 9.0 5.0
#--- eager
#| 1.0 1.0 1.0 0.0
#| inf 0.0 inf inf
#| -8.0 -0.5 <class 'complex'> <class 'complex'>
#| ZeroDivisionError 0.0 -1
#| ZeroDivisionError -0.0 -1
#| ZeroDivisionError 0 -1
#| ZeroDivisionError 0.0 -0.5
#| ZeroDivisionError -0.0 -0.5
#| ZeroDivisionError 0 -0.5
#| ZeroDivisionError 0.0 -3.0
#| ZeroDivisionError -0.0 -3.0
#| ZeroDivisionError 0 -3.0
#| 2.0 4.0 b'4.0' 9.0
#| 3.0 9.0 5.0
