# open() of a directory leaves no descriptor behind, and nothing to warn of.
import gc
import io
import os
import warnings

caught = warnings.catch_warnings(record=True)
noted = caught.__enter__()
warnings.simplefilter("always")

def lowest_free():
    descriptor = os.open("/", os.O_RDONLY)
    os.close(descriptor)
    return descriptor

before = lowest_free()
for mode in ("r", "w", "rb"):
    try:
        open("/", mode)
    except IsADirectoryError as error:
        print(error)
gc.collect()
print(lowest_free() == before)

class Nameless(io.FileIO):
    @property
    def name(self):
        return "?"

try:
    Nameless(os.devnull)
except AttributeError:
    print("no name")
gc.collect()
print(lowest_free() == before)

# A descriptor that the caller opened stays the caller's.
descriptor = os.open("/", os.O_RDONLY)
try:
    open(descriptor)
except IsADirectoryError:
    print("refused")
os.close(descriptor)
print([str(warning.message) for warning in noted])
#--- lazy
#| [Errno 21] Is a directory: '/'
#| [Errno 21] Is a directory: '/'
#| [Errno 21] Is a directory: '/'
#| True
#| no name
#| True
#| refused
#| []
#--- eager
#| [Errno 21] Is a directory: '/'
#| [Errno 21] Is a directory: '/'
#| [Errno 21] Is a directory: '/'
#| True
#| no name
#| True
#| refused
#| []
