# The order of the bases decides where their own orders leave it open.
def order(cls):
    print(*[c.__name__ for c in cls.__mro__])

class R: pass
class U: pass
class A: pass
class T(U, R): pass
class L(R): pass
class C(T, A, U, L): pass
order(C)

class S(R): pass
class J(A, U, S): pass
class F(C, J): pass
order(F)

class Listed(type):
    def mro(cls):
        return type.mro(cls)

class M(T, A, U, L, metaclass=Listed): pass
order(M)

class N(A): pass
class B(A): pass
class D(N): pass
D.__bases__ = (B, N)
order(D)

def refused(*bases):
    try:
        type("X", bases, {})
    except TypeError as error:
        print(" ".join(str(error).split()))

refused(A, N)
refused(object, A)
refused(type("P", (A, U), {}), type("Q", (U, A), {}))
refused(A, A)
#--- lazy
#| C T A U L R object
#| F C T J A U L S R object
#| M T A U L R object
#| D B N A object
#| Cannot create a consistent method resolution order (MRO) for bases A, N
#| Cannot create a consistent method resolution order (MRO) for bases object, A
#| Cannot create a consistent method resolution order (MRO) for bases A, U
#| duplicate base class A
#--- eager
#| C T A U L R object
#| F C T J A U L S R object
#| M T A U L R object
#| D B N A object
#| Cannot create a consistent method resolution order (MRO) for bases A, N
#| Cannot create a consistent method resolution order (MRO) for bases object, A
#| Cannot create a consistent method resolution order (MRO) for bases A, U
#| duplicate base class A
