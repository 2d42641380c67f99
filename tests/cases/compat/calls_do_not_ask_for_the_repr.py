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
#--- eager
