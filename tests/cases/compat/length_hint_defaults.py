# The default of operator.length_hint may be negative.
from operator import length_hint

class Hint:
    def __init__(self, value):
        self.value = value

    def __length_hint__(self):
        return self.value

print(length_hint(iter(lambda: 0, 1), -1), length_hint(object(), -5), length_hint(object()))
print(length_hint([1, 2], -1), length_hint(iter("abc"), -1), length_hint(Hint(7), -1))
print(length_hint(Hint(NotImplemented), -3), length_hint(object(), True))
for bad in (1.5, "1", None):
    try:
        length_hint([], bad)
    except TypeError as error:
        print(error)
try:
    length_hint(Hint(-1), -1)
except ValueError as error:
    print(error)
#--- lazy
#| -1 -5 0
#| 2 3 7
#| -3 1
#| 'float' object cannot be interpreted as an integer
#| 'str' object cannot be interpreted as an integer
#| 'NoneType' object cannot be interpreted as an integer
#| __length_hint__() should return >= 0
#--- eager
#| -1 -5 0
#| 2 3 7
#| -3 1
#| 'float' object cannot be interpreted as an integer
#| 'str' object cannot be interpreted as an integer
#| 'NoneType' object cannot be interpreted as an integer
#| __length_hint__() should return >= 0
