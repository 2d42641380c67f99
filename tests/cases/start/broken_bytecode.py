# A cached file with a broken function in it: the others work, and who calls that one is told
# which file to remove. (CPython refuses the whole file, or crashes.)
import importlib
import os
import sys
import tempfile
from pathlib import Path

SOURCE = """
def whole(): return "whole"
def broken(a, *rest, b=1): "Documented."; return "marker of broken"
"""
folder = Path(tempfile.mkdtemp())
(folder / "damaged.py").write_text(SOURCE)
sys.path.insert(0, str(folder))
sys.dont_write_bytecode = False
import damaged

cached = Path(damaged.__spec__.cached)
data = cached.read_bytes()
place = data.index(b"marker of broken")
cached.write_bytes(data[: place - 2] + b"\xff\xff" + data[place:])
del sys.modules["damaged"]
importlib.invalidate_caches()
import damaged

print(damaged.whole(), damaged.broken.__doc__, damaged.broken.__qualname__)
for _ in range(2):
    try:
        print(damaged.broken(1, 2, b=3))
    except SystemError as error:
        print(str(error).replace(os.fspath(folder), "FOLDER"))
#--- eager pyrun
#| whole Documented. broken
#| the bytecode of broken in the cached file of FOLDER/damaged.py is broken: remove the file
#| the bytecode of broken in the cached file of FOLDER/damaged.py is broken: remove the file
#--- lazy
#| whole Documented. broken
#| the bytecode of broken in the cached file of FOLDER/damaged.py is broken: remove the file
#| the bytecode of broken in the cached file of FOLDER/damaged.py is broken: remove the file
