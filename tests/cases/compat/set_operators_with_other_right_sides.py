# What is no set gets its chance at the reflected operator, in place too.
class Reflected:
    def __ror__(self, other):
        return "ror"
    def __rand__(self, other):
        return "rand"
    def __rsub__(self, other):
        return "rsub"
    def __rxor__(self, other):
        return "rxor"

s = {1}
s |= {2: 3}.keys()
print(type(s).__name__, sorted(s))
s ^= {2: 3, 4: 5}.keys()
print(sorted(s))
s -= {4: 3}.keys()
print(sorted(s))
s &= {1: 3}.keys()
print(sorted(s))
s |= {2: 3}.items()
print(len(s), (2, 3) in s)

for kind in set, frozenset:
    a = b = c = d = kind([1])
    a |= Reflected()
    b &= Reflected()
    c -= Reflected()
    d ^= Reflected()
    print(a, b, c, d)

for name in "__ior__", "__iand__", "__isub__", "__ixor__":
    print(getattr({1}, name)([2]))
try:
    s = {1}
    s |= [2]
except TypeError as error:
    print(error)

same = s = {1, 2}
s |= {3}
s &= frozenset([2, 3])
print(same is s, s)
#--- lazy
#| set [1, 2]
#| [1, 4]
#| [1]
#| [1]
#| 2 True
#| ror rand rsub rxor
#| ror rand rsub rxor
#| NotImplemented
#| NotImplemented
#| NotImplemented
#| NotImplemented
#| unsupported operand type(s) for |=: 'set' and 'list'
#| True {2, 3}
#--- eager
#| set [1, 2]
#| [1, 4]
#| [1]
#| [1]
#| 2 True
#| ror rand rsub rxor
#| ror rand rsub rxor
#| NotImplemented
#| NotImplemented
#| NotImplemented
#| NotImplemented
#| unsupported operand type(s) for |=: 'set' and 'list'
#| True {2, 3}
