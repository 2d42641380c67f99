# A class has the annotations of the blocks that ran, wherever it is defined.
class Outer:
    class Inner:
        if True:
            x: int
        else:
            y: str

        class Innermost:
            K = float
            for K in (bytes,):
                z: K

    def method(self):
        class Local:
            try:
                a: int
            except ValueError:
                b: int
            else:
                c: Outer
            finally:
                d: int
        return Local

    if False:
        no: int
    else:
        yes: int

print(Outer.__annotations__)
print(Outer.Inner.__annotations__, Outer.Inner.Innermost.__annotations__)
print(Outer().method().__annotations__)

def function():
    class K:
        class Inner:
            K = str
            with memoryview(b""):
                x: K
                y: "K"
    return K.Inner

print(function().__annotations__)

class Finally:
    for i in (1,):
        try:
            if i:
                break
            q: int
        finally:
            x: int
    if not i: y: str
    z: int
    if 1: w: int
    if 0: v: int
    while True:
        break
        r: int
    else:
        s: int

print(Finally.__annotations__)

class Raised:
    try:
        a: int
        raise ValueError
        b: int
    except ValueError:
        c: int
        (d): int
    else:
        e: int
    finally:
        f: int
    if 1: g: int

print(Raised.__annotations__)
#--- lazy
#| {'yes': <class 'int'>}
#| {'x': <class 'int'>} {'z': <class 'bytes'>}
#| {'a': <class 'int'>, 'c': <class '__main__.Outer'>, 'd': <class 'int'>}
#| {'x': <class 'str'>, 'y': 'K'}
#| {'x': <class 'int'>, 'z': <class 'int'>, 'w': <class 'int'>}
#| {'a': <class 'int'>, 'c': <class 'int'>, 'f': <class 'int'>, 'g': <class 'int'>}
#--- eager
#| {'yes': <class 'int'>}
#| {'x': <class 'int'>} {'z': <class 'bytes'>}
#| {'a': <class 'int'>, 'c': <class '__main__.Outer'>, 'd': <class 'int'>}
#| {'x': <class 'str'>, 'y': 'K'}
#| {'x': <class 'int'>, 'z': <class 'int'>, 'w': <class 'int'>}
#| {'a': <class 'int'>, 'c': <class 'int'>, 'f': <class 'int'>, 'g': <class 'int'>}
