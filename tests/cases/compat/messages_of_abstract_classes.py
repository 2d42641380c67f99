# The words of CPython 3.14.
import abc

class A(abc.ABC):
    @abc.abstractmethod
    def foo(self): pass

class B(A):
    @abc.abstractmethod
    def zig(self): pass

    @abc.abstractmethod
    def bar(self): pass

for cls in (A, B):
    try:
        cls()
    except TypeError as error:
        print(error)
#--- lazy
#| Can't instantiate abstract class A without an implementation for abstract method 'foo'
#| Can't instantiate abstract class B without an implementation for abstract methods 'bar', 'foo', 'zig'
#--- eager pyrun
#| Can't instantiate abstract class A without an implementation for abstract method 'foo'
#| Can't instantiate abstract class B without an implementation for abstract methods 'bar', 'foo', 'zig'
