"""Unpacking into a call does not run the callee's __repr__, except in messages."""


class F:
    def __repr__(self):
        print("repr")
        return "F!"

    def __call__(self, *args, **keywords):
        return args, keywords


f = F()
print(f(*[1], **{"a": 2}))
print(f(*(1,)))
print(f(1, **{"a": 2}, **{"b": 3}))
for call in (
    lambda: f(**{"a": 1}, **{"a": 2}),
    lambda: f(*3),
    lambda: f(**3),
    lambda: print(**{"sep": ""}, **{"sep": ""}),
):
    try:
        call()
    except TypeError as error:
        print(error)
#--- lazy
#| ((1,), {'a': 2})
#| ((1,), {})
#| ((1,), {'a': 2, 'b': 3})
#| repr
#| F! got multiple values for keyword argument 'a'
#| repr
#| F! argument after * must be an iterable, not int
#| repr
#| F! argument after ** must be a mapping, not int
#| print() got multiple values for keyword argument 'sep'
#--- eager
#| ((1,), {'a': 2})
#| ((1,), {})
#| ((1,), {'a': 2, 'b': 3})
#| repr
#| F! got multiple values for keyword argument 'a'
#| repr
#| F! argument after * must be an iterable, not int
#| repr
#| F! argument after ** must be a mapping, not int
#| print() got multiple values for keyword argument 'sep'
