# A module that imports itself, and a script that is imported by its module.
import loop
print(loop.me())
import part
print(part.name())
#--- file loop.py
import loop as again
def me():
    return again.__name__
#--- file part.py
import __main__ as program
def name():
    return program.__name__
#--- lazy
#| loop
#| __main__
#--- eager
#| loop
#| __main__
