"""Whatever would be noticed at the end of the process still happens there."""
import os
import subprocess
import sys

HEAD = "import atexit, sys\natexit.register(print, 'atexit')\n"
PROGRAMS = {
    "nothing": "",
    "destructor of a global": "class C:\n    def __del__(self): print('del')\nc = C()\n",
    "destructor in a cycle": "class C:\n    def __del__(self): print('del')\nc = C(); c.c = c; del c\n",
    "destructor behind slots": "class C:\n    __slots__ = ()\n    def __del__(self): print('del')\nc = C()\n",
    "destructor of a class": "class M(type):\n    def __del__(self): print('del')\nclass C(metaclass=M): pass\n",
    "suspended generator": "def g():\n    try: yield\n    finally: print('finally')\nx = g(); next(x)\n",
    "finished generator": "def g():\n    try: yield\n    finally: print('finally')\nx = g(); list(x)\n",
    "finalizer": "import weakref\nclass C: pass\nc = C(); weakref.finalize(c, print, 'finalize')\n",
    "finalizer without atexit": "import weakref\nclass C: pass\nc = C(); f = weakref.finalize(c, print, 'finalize'); f.atexit = False\n",
    "finalizer that was called": "import weakref\nclass C: pass\nc = C(); weakref.finalize(c, print, 'finalize'); del c\n",
    "finalizer of its own kind": "import weakref\nclass F(weakref.finalize): pass\nclass C: pass\n"
                                 "c = C(); F(c, print, 'finalize')\n",
    "finalizer of another copy": "import weakref\nclass C: pass\na = C(); weakref.finalize(a, print, 'first')\n"
                                 "atexit.unregister(weakref.finalize._exitfunc)\ndel sys.modules['weakref']\n"
                                 "import weakref\nb = C(); weakref.finalize(b, print, 'second')\n",
    "nothing at exit": "import weakref\nclass C: pass\nc = C(); weakref.finalize(c, print, 'finalize'); atexit._clear()\n",
    "weak containers": "import weakref\nclass C: pass\nc = C()\nw = weakref.WeakSet([c]); d = weakref.WeakValueDictionary(c=c)\n",
    "thread": "import threading, time\nthreading.Thread(target=lambda: (time.sleep(0.05), print('thread'))).start()\n",
    "daemon thread": "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n",
    "executor": "from concurrent.futures import ThreadPoolExecutor\ne = ThreadPoolExecutor(1); e.submit(print, 'task')\n",
    "temporary folder": "import tempfile\nt = tempfile.TemporaryDirectory(); print(len(t.name) > 0)\n",
    "logging": "import logging\nlogging.basicConfig(stream=sys.stdout); logging.error('logged')\n",
    "open file": "f = open('made', 'w'); f.write('text')\n",
    "open binary file": "f = open('made', 'wb'); f.write(b'bytes')\n",
    "closed file": "f = open('made', 'w'); f.write('closed'); f.close()\n",
    "detached": "import io\nf = open('made', 'wb'); t = io.TextIOWrapper(f); t.write('detached'); t.detach()\n",
    "detached and closed": "import io\nf = open('made', 'wb'); t = io.TextIOWrapper(f); t.write('closed'); t.detach().close()\n",
    "zip archive": "import zipfile\nz = zipfile.ZipFile('made', 'w'); z.writestr('a', 'b')\n",
    "database": "import sqlite3\nc = sqlite3.connect('made'); c.execute('pragma journal_mode=wal'); "
                "c.execute('create table t(a)'); c.commit()\n",
    "text without newline": "sys.stdout.write('no newline')\n",
    "other stdout": "import io\nsys.stdout = io.TextIOWrapper(open('made', 'wb')); print('other')\n",
    "stdout replaced": "import io\nsys.stdout = io.StringIO(); sys.__stdout__.write('kept\\n')\n",
    "stdout wrapped": "real = sys.stdout\nclass Tee:\n    def write(self, s): real.write(s)\n"
                      "    def flush(self): pass\nsys.stdout = Tee(); print('tee')\n",
    "stdout gone": "sys.stdout.write('gone\\n'); del sys.stdout\n",
    "stdout is stderr": "sys.stdout = sys.stderr; sys.__stdout__.write('old\\n')\n",
    "bytes below stdout": "import io\nsys.__stdout__.buffer.write(b'bytes\\n'); sys.stdout = io.StringIO(); sys.exit(5)\n",
    "stdout encoded again": "import codecs\nsys.stdout.write('x\\n'); "
                            "sys.stdout = codecs.getwriter('utf-8')(sys.stdout.buffer); sys.stdout.write('y\\n')\n",
    "close replaced": "import io\nb = io.StringIO(); b.close = lambda: print('closed')\n",
    "weak method": "import collections, weakref\na = collections.UserList()\n"
                   "r = weakref.WeakMethod(a.append, lambda r: print('callback'))\n",
    "exit code": "import sys\nclass C:\n    def __del__(self): print('del')\nc = C(); sys.exit(3)\n",
    "error": "class C:\n    def __del__(self): print('del')\nc = C(); 1 / 0\n",
    "broken destructor": "class C:\n    def __del__(self): 1 / 0\nc = C()\n",
}
for name, program in PROGRAMS.items():
    if os.path.exists("made"):
        os.remove("made")
    flags = subprocess._args_from_interpreter_flags()
    os.environ.pop("PYTHONUNBUFFERED", None)
    result = subprocess.run([sys.executable, *flags, "-c", HEAD + program], capture_output=True, text=True)
    errors = [line for line in result.stderr.splitlines() if line.startswith(("ZeroDivision", "Exception ignored"))]
    print(f"{name}:", result.returncode, result.stdout.split(), [line.split(":")[0][:17] for line in errors])
    for made in sorted(name for name in os.listdir() if name.startswith("made")):
        with open(made, "rb") as file:
            content = file.read()
        print("   ", made, content if len(content) < 20 else content[:2])
#--- lazy
#| nothing: 0 ['atexit'] []
#| destructor of a global: 0 ['atexit', 'del'] []
#| destructor in a cycle: 0 ['atexit', 'del'] []
#| destructor behind slots: 0 ['atexit', 'del'] []
#| destructor of a class: 0 ['atexit', 'del'] []
#| suspended generator: 0 ['atexit', 'finally'] []
#| finished generator: 0 ['finally', 'atexit'] []
#| finalizer: 0 ['finalize', 'atexit'] []
#| finalizer without atexit: 0 ['atexit'] []
#| finalizer that was called: 0 ['finalize', 'atexit'] []
#| finalizer of its own kind: 0 ['finalize', 'atexit'] []
#| finalizer of another copy: 0 ['second', 'atexit', 'first'] []
#| nothing at exit: 0 ['finalize'] []
#| weak containers: 0 ['atexit'] []
#| thread: 0 ['thread', 'atexit'] []
#| daemon thread: 0 ['atexit'] []
#| executor: 0 ['task', 'atexit'] []
#| temporary folder: 0 ['True', 'atexit'] []
#| logging: 0 ['ERROR:root:logged', 'atexit'] []
#| open file: 0 ['atexit'] []
#|     made b'text'
#| open binary file: 0 ['atexit'] []
#|     made b'bytes'
#| closed file: 0 ['atexit'] []
#|     made b'closed'
#| detached: 0 ['atexit'] []
#|     made b'detached'
#| detached and closed: 0 ['atexit'] []
#|     made b'closed'
#| zip archive: 0 ['atexit'] []
#|     made b'PK'
#| database: 0 ['atexit'] []
#|     made b'SQ'
#| text without newline: 0 ['no', 'newlineatexit'] []
#| other stdout: 0 [] []
#|     made b'other\natexit\n'
#| stdout replaced: 0 ['kept'] []
#| stdout wrapped: 0 ['tee', 'atexit'] []
#| stdout gone: 0 ['gone'] ['Exception ignored']
#| stdout is stderr: 0 ['old'] []
#| bytes below stdout: 5 ['bytes'] []
#| stdout encoded again: 0 ['y', 'atexit', 'x'] []
#| close replaced: 0 ['atexit', 'closed'] []
#| weak method: 0 ['atexit'] []
#| exit code: 3 ['atexit', 'del'] []
#| error: 1 ['atexit', 'del'] ['ZeroDivisionError']
#| broken destructor: 0 ['atexit'] ['Exception ignored', 'ZeroDivisionError']
#--- eager
#| nothing: 0 ['atexit'] []
#| destructor of a global: 0 ['atexit', 'del'] []
#| destructor in a cycle: 0 ['atexit', 'del'] []
#| destructor behind slots: 0 ['atexit', 'del'] []
#| destructor of a class: 0 ['atexit', 'del'] []
#| suspended generator: 0 ['atexit', 'finally'] []
#| finished generator: 0 ['finally', 'atexit'] []
#| finalizer: 0 ['finalize', 'atexit'] []
#| finalizer without atexit: 0 ['atexit'] []
#| finalizer that was called: 0 ['finalize', 'atexit'] []
#| finalizer of its own kind: 0 ['finalize', 'atexit'] []
#| finalizer of another copy: 0 ['second', 'atexit', 'first'] []
#| nothing at exit: 0 ['finalize'] []
#| weak containers: 0 ['atexit'] []
#| thread: 0 ['thread', 'atexit'] []
#| daemon thread: 0 ['atexit'] []
#| executor: 0 ['task', 'atexit'] []
#| temporary folder: 0 ['True', 'atexit'] []
#| logging: 0 ['ERROR:root:logged', 'atexit'] []
#| open file: 0 ['atexit'] []
#|     made b'text'
#| open binary file: 0 ['atexit'] []
#|     made b'bytes'
#| closed file: 0 ['atexit'] []
#|     made b'closed'
#| detached: 0 ['atexit'] []
#|     made b'detached'
#| detached and closed: 0 ['atexit'] []
#|     made b'closed'
#| zip archive: 0 ['atexit'] []
#|     made b'PK'
#| database: 0 ['atexit'] []
#|     made b'SQ'
#| text without newline: 0 ['no', 'newlineatexit'] []
#| other stdout: 0 [] []
#|     made b'other\natexit\n'
#| stdout replaced: 0 ['kept'] []
#| stdout wrapped: 0 ['tee', 'atexit'] []
#| stdout gone: 0 ['gone'] ['Exception ignored']
#| stdout is stderr: 0 ['old'] []
#| bytes below stdout: 5 ['bytes'] []
#| stdout encoded again: 0 ['y', 'atexit', 'x'] []
#| close replaced: 0 ['atexit', 'closed'] []
#| weak method: 0 ['atexit'] []
#| exit code: 3 ['atexit', 'del'] []
#| error: 1 ['atexit', 'del'] ['ZeroDivisionError']
#| broken destructor: 0 ['atexit'] ['Exception ignored', 'ZeroDivisionError']
