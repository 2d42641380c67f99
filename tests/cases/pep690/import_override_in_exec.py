# exec with its own __import__ in builtins: it is called (K31).
def override(name, *rest):
    print("override", name)
    return __import__(name, *rest)
exec("import m; m", {"__builtins__": {"__import__": override}})
#--- options -L
#--- lazy
#| override m
#| LOAD m
