import tlz
from toolz import curry, curried, functoolz, itertoolz

print(tlz.pipe([3, 1, 2], sorted, curried.map(lambda n: n * 2), list))
print(itertoolz.groupby(len, ["a", "bb", "c"]), tlz.valmap(sum, {"a": [1, 2]}))


@curry
def add(a, b):
    return a + b


print(add(1)(2), functoolz.compose(str, add(5))(6), list(tlz.sliding_window(2, range(4))))
