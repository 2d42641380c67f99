# What fails while native code walks a namespace is reported, not lost.
import pickle, sys
space = {}
exec("import nope_xyz", space)
space.pop("__builtins__")
sys.unraisablehook = lambda info: print(type(info.exc_value).__name__, info.exc_value)
try:
    pickle.dumps(space)
except TypeError as error:
    print(error)
#--- lazy
#| ModuleNotFoundError No module named 'nope_xyz'
#| cannot pickle 'lazy_import' object
