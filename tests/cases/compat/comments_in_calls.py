# Words and signs in comments and strings are no code: all of this is valid.
def f(*arguments, **keywords):
    return arguments, keywords

print(f(
    a=1  # one for all
))
print(f(a=1  # 'for
  # b.c = 2, yield
  , b="x for y", c='''
' for x in y''', d=rb"for\"",
  # for the end
))
print(f(a=f
  .__name__
  # for
  .upper()))
print(f(
    # lambda x: (
    a=[x for x in range(2)],
    b=lambda  # : for
      x=1: x) is None)
from math import (pi,  # *
    e)
from math import (  # from math import (*)
    tau)
print(pi < e < tau)

text = """
case 1 as _: pass
  case {**_}: pass, yield
from x import (*)
f(a.b=1)
"""
case = 2
match case:
    case "{**_}": pass
    case [*_] | {"as _": _}: pass
    case n if {**{}}:  # as _:
        pass
    case 2 if f(lambda: {**{}}): print("two", text.count("case"))
print({name: value for name, value in f(case=3)[1].items()})
#--- lazy
#| ((), {'a': 1})
#| ((), {'a': 1, 'b': 'x for y', 'c': "\n' for x in y", 'd': b'for\\"'})
#| ((), {'a': 'F'})
#| False
#| False
#| two 2
#| {'case': 3}
#--- eager
#| ((), {'a': 1})
#| ((), {'a': 1, 'b': 'x for y', 'c': "\n' for x in y", 'd': b'for\\"'})
#| ((), {'a': 'F'})
#| False
#| False
#| two 2
#| {'case': 3}
