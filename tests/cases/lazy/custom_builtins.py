# exec with its own __import__: that one is called (Cinder's tests).
def fake(*arguments):
    print("called with", arguments[0])
    return 99
space = {"__builtins__": {"__import__": fake, "print": print}}
exec("import os\nprint(os)", space)
#--- lazy
#| called with os
#| 99
