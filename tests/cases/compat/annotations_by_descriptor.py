# A descriptor in the class body answers for the class.
class Annotate:
    def __get__(self, instance, owner):
        return lambda format: {"a": owner.__name__}

class Annotations:
    def __get__(self, instance, owner):
        return {"b": owner.__name__, "instance": instance}

class C:
    __annotate__ = Annotate()

class D:
    __annotations__ = Annotations()

class Usual:
    a: int

print(type(C.__annotate__).__name__, C.__annotate__(1), C.__annotations__)
print(D.__annotations__)
print(Usual.__annotate__(1), Usual.__annotate__ is Usual.__annotate__, Usual.__annotations__)
#--- lazy
#| function {'a': 'C'} {'a': 'C'}
#| {'b': 'D', 'instance': None}
#| {'a': <class 'int'>} True {'a': <class 'int'>}
#--- eager pyrun
#| function {'a': 'C'} {'a': 'C'}
#| {'b': 'D', 'instance': None}
#| {'a': <class 'int'>} True {'a': <class 'int'>}
