# Functions' code is read from the cached file when somebody needs it. Nobody can tell: what
# is known of a function, what it does and where it stands are as if all had been read.
import asyncio
import importlib
import inspect
import marshal
import os
import shutil
import sys
import tempfile
import threading
import traceback
from pathlib import Path

SOURCE = '''\
"""The module."""
def plain(a, /, b, *rest, c=3, **more):
    "Plain, with ünicode."
    x = a + b
    return x, rest, c, more
def undocumented(): return undocumented.__name__
def outer(n):
    """Outer."""
    def inner(k):
        "Inner."
        def innermost(): return n * k
        return innermost
    return inner
def numbers(limit):
    for i in range(limit):
        yield i
async def waits():
    return "waited"
class Thing:
    """A thing."""
    def method(self): return __class__.__name__
    @property
    def documented(self):
        """A property."""
        return 1
    @staticmethod
    def static(x=(1, 2), y=frozenset({3})): return x, 3 in {3, 4}
square = lambda x: x * x
def fails():
    def deeper():
        raise ValueError("deep")
    deeper()
def constants(): return 1.5, 2j, b"b", "name", "no name", (1, ("a", None)), ..., 10**30, -1
def never(): return "never called"
'''


def fresh(name):
    for known in [known for known in sys.modules if known == name]:
        del sys.modules[known]
    importlib.invalidate_caches()
    return importlib.import_module(name)


def all_code(code):
    yield code
    for constant in code.co_consts:
        if inspect.iscode(constant):
            yield from all_code(constant)


folder = Path(tempfile.mkdtemp())
first = folder / "first"
first.mkdir()
(first / "packed.py").write_text(SOURCE)
sys.path.insert(0, str(first))
sys.dont_write_bytecode = False
fresh("packed")
module = fresh("packed")
print(Path(module.__spec__.cached).exists(), module.__doc__)

print("--- what functions say of themselves")
for name in ("plain", "undocumented", "outer", "numbers", "waits", "square", "fails", "never"):
    function = getattr(module, name)
    code = function.__code__
    print(name, repr(function.__doc__), function.__qualname__, inspect.signature(function), code.co_argcount, code.co_posonlyargcount,
          code.co_kwonlyargcount, code.co_nlocals, code.co_varnames, code.co_firstlineno, hex(code.co_flags & 0xff), code.co_name)
print(module.Thing.__doc__, module.Thing.documented.__doc__, module.outer.__code__.co_cellvars, module.outer(1).__code__.co_freevars)

print("--- what they do")
module = fresh("packed")
print(module.plain(1, 2, 3, c=4, d=5), module.undocumented(), module.outer(6)(7)(), list(module.numbers(3)), asyncio.run(module.waits()))
thing = module.Thing()
print(thing.method(), thing.documented, thing.static(), module.square(5), module.constants())
try:
    module.plain()
except TypeError as error:
    print(error)
try:
    module.fails()
except ValueError:
    for frame in traceback.extract_tb(sys.exc_info()[2])[1:]:
        print(Path(frame.filename).name, frame.lineno, frame.name, frame.line)

print("--- the same code")
module = fresh("packed")
compiled = compile(SOURCE, module.__file__, "exec")
read = marshal.loads(Path(module.__spec__.cached).read_bytes()[16:])
again = marshal.loads(marshal.dumps(read))
print(compiled == read == again, hash(compiled) == hash(read) == hash(again), len(list(all_code(again))))
print([one.co_code == two.co_code for one, two in zip(all_code(compiled), all_code(again))].count(False))
print(module.never.__code__ == [code for code in all_code(compiled) if code.co_name == "never"][0])
print(module.never.__code__.replace(co_name="other").co_name, marshal.loads(marshal.dumps([module.never.__code__]))[0].co_consts[-1])

module = fresh("packed")
print(module.plain.__doc__ is module.plain.__code__.co_consts[0], module.outer(1).__doc__ is module.outer(2).__doc__)

print("--- several threads")
module = fresh("packed")
start = threading.Barrier(8)
results = []


def call():
    start.wait()
    results.append((module.outer(2)(3)(), module.constants()[0], module.plain(1, 2)[0]))


threads = [threading.Thread(target=call) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(set(results))

print("--- moved")
second = folder / "second"
shutil.move(first, second)
sys.path[0] = str(second)
module = fresh("packed")
names = {code.co_filename for function in (module.outer, module.never) for code in all_code(function.__code__)}
print([os.path.relpath(name, folder) for name in names], os.path.relpath(module.outer(1)(1).__code__.co_filename, folder))
try:
    module.fails()
except ValueError as error:
    print([os.path.relpath(frame.filename, folder) for frame in traceback.extract_tb(error.__traceback__)[1:]])
shutil.rmtree(folder)
#--- eager
#| True The module.
#| --- what functions say of themselves
#| plain 'Plain, with ünicode.' plain (a, /, b, *rest, c=3, **more) 2 1 1 6 ('a', 'b', 'c', 'rest', 'more', 'x') 2 0xf plain
#| undocumented None undocumented () 0 0 0 0 () 6 0x3 undocumented
#| outer 'Outer.' outer (n) 1 0 0 2 ('n', 'inner') 7 0x3 outer
#| numbers None numbers (limit) 1 0 0 2 ('limit', 'i') 14 0x23 numbers
#| waits None waits () 0 0 0 0 () 17 0x83 waits
#| square None <lambda> (x) 1 0 0 1 ('x',) 28 0x3 <lambda>
#| fails None fails () 0 0 0 1 ('deeper',) 29 0x3 fails
#| never None never () 0 0 0 0 () 34 0x3 never
#| A thing. A property. ('n',) ('n',)
#| --- what they do
#| (3, (3,), 4, {'d': 5}) undocumented 42 [0, 1, 2] waited
#| Thing 1 ((1, 2), True) 25 (1.5, 2j, b'b', 'name', 'no name', (1, ('a', None)), Ellipsis, 1000000000000000000000000000000, -1)
#| plain() missing 2 required positional arguments: 'a' and 'b'
#| packed.py 32 fails deeper()
#| packed.py 31 deeper raise ValueError("deep")
#| --- the same code
#| True True 17
#| 0
#| True
#| other never called
#| True True
#| --- several threads
#| {(6, 1.5, 3)}
#| --- moved
#| ['second/packed.py'] second/packed.py
#| ['second/packed.py', 'second/packed.py']
#--- lazy
#| True The module.
#| --- what functions say of themselves
#| plain 'Plain, with ünicode.' plain (a, /, b, *rest, c=3, **more) 2 1 1 6 ('a', 'b', 'c', 'rest', 'more', 'x') 2 0xf plain
#| undocumented None undocumented () 0 0 0 0 () 6 0x3 undocumented
#| outer 'Outer.' outer (n) 1 0 0 2 ('n', 'inner') 7 0x3 outer
#| numbers None numbers (limit) 1 0 0 2 ('limit', 'i') 14 0x23 numbers
#| waits None waits () 0 0 0 0 () 17 0x83 waits
#| square None <lambda> (x) 1 0 0 1 ('x',) 28 0x3 <lambda>
#| fails None fails () 0 0 0 1 ('deeper',) 29 0x3 fails
#| never None never () 0 0 0 0 () 34 0x3 never
#| A thing. A property. ('n',) ('n',)
#| --- what they do
#| (3, (3,), 4, {'d': 5}) undocumented 42 [0, 1, 2] waited
#| Thing 1 ((1, 2), True) 25 (1.5, 2j, b'b', 'name', 'no name', (1, ('a', None)), Ellipsis, 1000000000000000000000000000000, -1)
#| plain() missing 2 required positional arguments: 'a' and 'b'
#| packed.py 32 fails deeper()
#| packed.py 31 deeper raise ValueError("deep")
#| --- the same code
#| True True 17
#| 0
#| True
#| other never called
#| True True
#| --- several threads
#| {(6, 1.5, 3)}
#| --- moved
#| ['second/packed.py'] second/packed.py
#| ['second/packed.py', 'second/packed.py']
