# compress asks the data before the selectors.
import itertools
from itertools import compress, count

selectors = count(1)
print(list(compress("ab", selectors)), next(selectors))
data = iter("abcd")
print(list(compress(data, [1, 0])), list(data))

def told(name, values):
    for value in values:
        print(name, value)
        yield value

print(list(compress(told("data", "xyz"), told("selector", [0, 1]))))

# All of its classes can be subclassed.
arguments = {
    "accumulate": ([1, 2, 3],),
    "combinations": ("abc", 2),
    "combinations_with_replacement": ("ab", 2),
    "permutations": ("ab",),
    "product": ("ab", "c"),
    "zip_longest": ("ab", "c"),
    "pairwise": ("abc",),
    "count": (5,),
    "chain": ("a", "b"),
    "compress": ("ab", [1, 0]),
}
for name, args in arguments.items():
    class Sub(getattr(itertools, name)):
        def first(self):
            return next(self)
    made = Sub(*args)
    made.note = "kept"
    print(name, type(made) is Sub, made.first(), made.note)

class Grouped(itertools.groupby):
    pass

print([(key, list(group)) for key, group in Grouped("aab")])
#--- lazy
#| ['a', 'b'] 3
#| ['a'] ['d']
#| data x
#| selector 0
#| data y
#| selector 1
#| data z
#| ['y']
#| accumulate True 1 kept
#| combinations True ('a', 'b') kept
#| combinations_with_replacement True ('a', 'a') kept
#| permutations True ('a', 'b') kept
#| product True ('a', 'c') kept
#| zip_longest True ('a', 'c') kept
#| pairwise True ('a', 'b') kept
#| count True 5 kept
#| chain True a kept
#| compress True a kept
#| [('a', ['a', 'a']), ('b', ['b'])]
#--- eager
#| ['a', 'b'] 3
#| ['a'] ['d']
#| data x
#| selector 0
#| data y
#| selector 1
#| data z
#| ['y']
#| accumulate True 1 kept
#| combinations True ('a', 'b') kept
#| combinations_with_replacement True ('a', 'a') kept
#| permutations True ('a', 'b') kept
#| product True ('a', 'c') kept
#| zip_longest True ('a', 'c') kept
#| pairwise True ('a', 'b') kept
#| count True 5 kept
#| chain True a kept
#| compress True a kept
#| [('a', ['a', 'a']), ('b', ['b'])]
