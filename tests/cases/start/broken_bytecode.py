# A cached file with a broken function in it: the others work, and who calls that one is told
# which file to remove. (CPython refuses the whole file, or crashes.)
import importlib
import marshal
import os
import sys
import tempfile
from pathlib import Path

SOURCE = """
def whole(): return "whole"
def with_default(a=1, *, b=2): return a
def outer(c):
    def inner(d): return c, d
    return inner
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

for call in (lambda: damaged.broken(), lambda: damaged.broken(a=1, c=2)):
    try:
        call()
    except SystemError as error:
        print(type(error).__name__, "whatever the arguments")

# What stands in front of a function does not fit what is in it: a frame made for the one would
# be wrong for the other.
path = os.fsencode(damaged.__file__)
heads = [place - 2 - 8 * 4 for place in range(len(data)) if data.startswith(path, place)]
heads = [head for head in heads if head >= 5 and data[head - 5] | 0x80 == ord("C") | 0x80]
print(len(heads), "heads")
seen = set()
for head in heads:
    for number in range(8):
        for bit in (0, 1, 2, 30):
            changed = bytearray(data)
            changed[head + 4 * number + bit // 8] ^= 1 << bit % 8
            cached.write_bytes(changed)
            del sys.modules["damaged"]
            importlib.invalidate_caches()
            import damaged

            for call in (
                lambda: damaged.whole(),
                lambda: damaged.with_default(),
                lambda: damaged.with_default(5, b=6),
                lambda: damaged.outer(1)(2),
            ):
                try:
                    seen.add(str(call()))
                except (SystemError, TypeError, AttributeError) as error:
                    seen.add(type(error).__name__)
print(sorted(seen))

# Data that nobody has written: neither the stack nor time runs out.
deep = compile("1", "x", "eval")
for _ in range(60):
    deep = deep.replace(co_consts=(deep,))
print(marshal.loads(marshal.dumps(deep)) == deep)

code = compile("x", "f", "exec").replace(co_consts=((77777,),))
data = marshal.dumps(code)
number = marshal.dumps(77777, 2)
place = data.find(number[1:]) - 1
before, after = data[:place], data[place + len(number):]
for levels, middle in ((30, b"?"), (2000, b"?"), (5000, b"N"), (100_000, b"N")):
    try:
        print(type(marshal.loads(before * levels + middle + after * levels)).__name__)
    except (ValueError, EOFError) as error:
        print(levels, "refused")
#--- eager pyrun
#| whole Documented. broken
#| the bytecode of broken in the cached file of FOLDER/damaged.py is broken: remove the file
#| the bytecode of broken in the cached file of FOLDER/damaged.py is broken: remove the file
#| SystemError whatever the arguments
#| SystemError whatever the arguments
#| 5 heads
#| ['(1, 2)', '1', '5', 'SystemError', 'whole']
#| True
#| 30 refused
#| 2000 refused
#| 5000 refused
#| 100000 refused
#--- lazy
#| whole Documented. broken
#| the bytecode of broken in the cached file of FOLDER/damaged.py is broken: remove the file
#| the bytecode of broken in the cached file of FOLDER/damaged.py is broken: remove the file
#| SystemError whatever the arguments
#| SystemError whatever the arguments
#| 5 heads
#| ['(1, 2)', '1', '5', 'SystemError', 'whole']
#| True
#| 30 refused
#| 2000 refused
#| 5000 refused
#| 100000 refused
