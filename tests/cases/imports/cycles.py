# Import cycles: the error and its chain; only recorded on demand; what is not a cycle.
import sys
from pyrun.imports import CircularDependencyError, ImportOptimizer
from pyrun.imports import check_circular_imports, validate_imports

with ImportOptimizer() as optimizer:
    try:
        import one
        one.VALUE
    except ImportError as error:
        print(type(error).__name__, error)
        print(error.chain, error.cycle, error.module, error.details)
    print(optimizer.get_circular_imports(), sorted({"one", "two", "three"} & set(sys.modules)))
    profiles = optimizer.get_import_profiles()
    print(profiles["profiles"]["three"].errors, profiles["error_counts"])
    import family
    print(family.VALUE, optimizer.get_circular_imports() == [["one", "two", "three"]])

with ImportOptimizer(circular="record") as optimizer:
    import one
    print(one.VALUE, optimizer.get_circular_imports())
    print(check_circular_imports(one), validate_imports(one), validate_imports(family))
    print(sorted(optimizer.reload_dependencies("one")))

print(CircularDependencyError(["a", "b"]), CircularDependencyError(["a", "b", "a"]).chain)
print(CircularDependencyError("a", ["a", "b"]).chain)
try:
    ImportOptimizer(circular="maybe")
except ValueError as error:
    print(error)
#--- file one.py
import two
VALUE = two.VALUE + 1
#--- file two.py
import three
VALUE = three.VALUE + 1
#--- file three.py
import one
VALUE = 1
one.__name__
#--- file family/__init__.py
from .child import VALUE
#--- file family/child.py
from . import brother
import family.brother
VALUE = brother.VALUE
#--- file family/brother.py
VALUE = 1
#--- eager pyrun
#| CircularDependencyError Circular dependency detected: one -> two -> three -> one
#| ['one', 'two', 'three'] ['one', 'two', 'three', 'one'] one {'chain': ['one', 'two', 'three']}
#| [['one', 'two', 'three']] []
#| ['Circular dependency detected: one -> two -> three -> one'] {}
#| 1 True
#| 3 [['one', 'two', 'three']]
#| [('one', 'two'), ('two', 'three'), ('three', 'one')] False True
#| ['one', 'three', 'two']
#| Circular dependency detected: a -> b -> a ['a', 'b']
#| ['a', 'b']
#| circular must be 'raise' or 'record', not 'maybe'
#--- lazy
#| CircularDependencyError Circular dependency detected: one -> two -> three -> one
#| ['one', 'two', 'three'] ['one', 'two', 'three', 'one'] one {'chain': ['one', 'two', 'three']}
#| [['one', 'two', 'three']] []
#| ['Circular dependency detected: one -> two -> three -> one'] {}
#| 1 True
#| 3 [['one', 'two', 'three']]
#| [('one', 'two'), ('two', 'three'), ('three', 'one')] False True
#| ['one', 'three', 'two']
#| Circular dependency detected: a -> b -> a ['a', 'b']
#| ['a', 'b']
#| circular must be 'raise' or 'record', not 'maybe'
