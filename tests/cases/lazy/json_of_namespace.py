# Native code that walks a dictionary gets the real values.
import json
space = {}
exec("from m import VALUE, other", space)
space.pop("__builtins__")
print(json.dumps(space))
#--- lazy
#| LOAD m
#| {"VALUE": 1, "other": 2}
