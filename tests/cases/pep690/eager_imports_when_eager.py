# eager_imports() does nothing where imports are eager, and swallows no exception.
import importlib
try:
    with importlib.eager_imports():
        import nope_xyz
except ModuleNotFoundError as error:
    print(error)
#--- options
#--- lazy
#| No module named 'nope_xyz'
