# Of objects that a collection frees, the oldest is finalised first.
import gc


class Numbered:
    def __init__(self, number):
        self.number = number

    def __del__(self):
        print(self.number, end=" ")


def ring(count):
    objects = [Numbered(number) for number in range(count)]
    for one, other in zip(objects, objects[1:] + objects[:1]):
        one.other = other
    return objects[0]


ring(5)
gc.collect()
print("at once")

first = ring(3)
gc.collect(0)
second = ring(2)
gc.collect(1)
third = ring(2)
first.others = [second, third]
second.others = third.others = [first]
del first, second, third
gc.collect()
print("of different age")
#--- lazy
#| 0 1 2 3 4 at once
#| 0 1 2 0 1 0 1 of different age
#--- eager
#| 0 1 2 3 4 at once
#| 0 1 2 0 1 0 1 of different age
