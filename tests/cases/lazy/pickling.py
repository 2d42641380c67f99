# pickle goes through modules' attributes and dictionaries.
import pickle
import m, sys
space = {}
exec("from m import VALUE, other", space)
space.pop("__builtins__")
print(pickle.loads(pickle.dumps(space)))
#--- lazy
#| LOAD m
#| {'VALUE': 1, 'other': 2}
