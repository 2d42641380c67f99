# __reduce_ex__ reads slots through the class's own methods.
class Strange:
    __slotnames__ = [1]

class Failing:
    __slots__ = ("x",)
    def __getattr__(self, name):
        raise ZeroDivisionError(name)

class Changing:
    __slotnames__ = ["spam"]
    def __getattr__(self, name):
        if name != "spam":
            raise AttributeError(name)
        Changing.__slotnames__[:] = ["spam"]
        return 42

class Unset:
    __slots__ = ("x", "y")

for thing in Strange(), Failing():
    try:
        print(thing.__reduce_ex__(2))
    except Exception as error:
        print(type(error).__name__, error)
print(Changing().__reduce_ex__(2)[2])
unset = Unset()
unset.y = 1
print(unset.__reduce_ex__(2)[2])
#--- lazy
#| TypeError attribute name must be string, not 'int'
#| ZeroDivisionError x
#| (None, {'spam': 42})
#| (None, {'y': 1})
#--- eager
#| TypeError attribute name must be string, not 'int'
#| ZeroDivisionError x
#| (None, {'spam': 42})
#| (None, {'y': 1})
