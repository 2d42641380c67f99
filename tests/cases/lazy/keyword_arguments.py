# Keyword expansion passes real objects.
import m
def show(**names):
    return sorted(name for name, value in names.items() if type(value).__name__ == "module")
space = {"m": 0}
exec("import m, n", space)
space.pop("__builtins__")
print(show(**space))
print(sorted(dict(**space)))
#--- lazy
#| LOAD m
#| LOAD n
#| ['m', 'n']
#| ['m', 'n']
