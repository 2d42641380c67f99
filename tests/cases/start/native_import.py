"""What importlib finds, loads and writes into modules, in usual and unusual ways."""
import importlib
import importlib.machinery
import importlib.util
import os
import py_compile
import subprocess
import sys

sys.dont_write_bytecode = False


def write(path, text):
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    with open(path, "w") as file:
        file.write(text)
    importlib.invalidate_caches()


def shown(path):
    return path and path.replace(os.getcwd(), "DIR").replace(sys.implementation.cache_tag, "TAG")


def forget(*names):
    for name in names:
        sys.modules.pop(name, None)


def load(name):
    forget(name)
    return importlib.import_module(name)


# Attributes, of modules and packages
write("plain.py", "VALUE = 1\n")
write("pack/__init__.py", "")
write("pack/sub.py", "VALUE = 2\n")
write("spaces/inner.py", "VALUE = 3\n")
for name in ("plain", "pack", "pack.sub", "spaces", "spaces.inner"):
    module = importlib.import_module(name)
    spec = module.__spec__
    print(name, type(module.__loader__).__name__, repr(module.__package__), shown(module.__file__),
          shown(getattr(module, "__cached__", None)), type(getattr(module, "__path__", 0)).__name__)
    print("   ", spec.name, spec.parent, shown(spec.origin), shown(spec.cached), spec.has_location,
          spec.loader is module.__loader__, spec.loader_state, spec._initializing)
    print("   ", list(vars(module))[:9], getattr(spec.loader, "name", None))

# The cache: valid, outdated, of another size, broken, checked by hash, elsewhere
load("plain")
cached = importlib.util.cache_from_source("plain.py")
print(os.path.exists(cached))
stat = os.stat("plain.py")
write("plain.py", "VALUE = 8\n")
os.utime("plain.py", ns=(stat.st_atime_ns, stat.st_mtime_ns))
print("as old and long:", load("plain").VALUE)
os.utime("plain.py", ns=(stat.st_atime_ns, stat.st_mtime_ns + 5_000_000_000))
print("newer:", load("plain").VALUE)
write("plain.py", "VALUE = 10\n")
print("longer:", load("plain").VALUE)
load("plain")
for broken in (b"", b"short", open(cached, "rb").read()[:30], b"\0" * 200):
    with open(cached, "wb") as file:
        file.write(broken)
    try:
        print("broken:", load("plain").VALUE)
    except (EOFError, ValueError) as error:
        print("broken:", type(error).__name__)
py_compile.compile("plain.py", invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH)
write("plain.py", "VALUE = 11\n")
print("unchecked:", load("plain").VALUE)
py_compile.compile("plain.py", invalidation_mode=py_compile.PycInvalidationMode.CHECKED_HASH)
write("plain.py", "VALUE = 12\n")
print("checked:", load("plain").VALUE)
os.remove(cached)
sys.pycache_prefix = os.path.abspath("elsewhere")
print("prefix:", load("plain").VALUE, os.path.exists("elsewhere"), os.path.exists(cached))
sys.pycache_prefix = None
program = "import plain, os; print(__debug__, plain.VALUE, os.path.basename(plain.__cached__).split('.', 2)[2])"
for option in ([], ["-O"], ["-OO"]):
    print(subprocess.run([sys.executable, *option, "-c", program], capture_output=True, text=True).stdout, end="")

# Only bytecode, a folder beside a file, a file that is a folder, a folder that changes
write("bare.py", "VALUE = 4\n")
py_compile.compile("bare.py", cfile="bare.pyc")
os.remove("bare.py")
importlib.invalidate_caches()
print("bytecode:", load("bare").VALUE, type(sys.modules["bare"].__loader__).__name__)
write("both.py", "VALUE = 'file'\n")
write("both/x.py", "")
print("both:", load("both").VALUE)
write("both/__init__.py", "VALUE = 'package'\n")
print("both:", load("both").VALUE)
os.makedirs("odd.py")
importlib.invalidate_caches()
try:
    load("odd")
except ImportError as error:
    print("odd:", error)
try:
    load("late")
except ImportError as error:
    print("late:", error)
write("late.py", "VALUE = 5\n")
print("late:", load("late").VALUE)
os.remove("late.py")
try:
    load("late")
except ImportError as error:
    print("late:", error)


# Somebody has replaced a piece
class Shouting(importlib.machinery.SourceFileLoader):
    def get_data(self, path):
        data = super().get_data(path)
        return data.replace(b"VALUE", b"LOUD") if path.endswith(".py") else data

    def path_stats(self, path):
        raise OSError


hook = importlib.machinery.FileFinder.path_hook((Shouting, [".py"]))
sys.path_hooks.insert(0, hook)
sys.path_importer_cache.clear()
print("own loader:", load("plain").LOUD)
sys.path_hooks.remove(hook)
sys.path_importer_cache.clear()

loader = importlib.machinery.SourceFileLoader
original = loader.get_code
loader.get_code = lambda self, name: compile("VALUE = 'patched'", name, "exec")
print("patched get_code:", load("plain").VALUE)
loader.get_code = original
stats = loader.path_stats
loader.path_stats = lambda self, path: print("asked for", os.path.basename(path)) or stats(self, path)
print("patched path_stats:", load("plain").VALUE)
loader.path_stats = stats
print("restored:", load("plain").VALUE)

one = loader("plain", os.path.abspath("plain.py"))
one.get_data = lambda path: b"VALUE = 'own get_data'"
namespace = {}
exec(one.get_code("plain"), namespace)
print("a loader's own method:", namespace["VALUE"])

finder = importlib.machinery.FileFinder
original = finder.find_spec
finder.find_spec = lambda self, name, target=None: print("looks for", name) or original(self, name, target)
print("patched find_spec:", load("plain").VALUE)
finder.find_spec = original

external = sys.modules["_frozen_importlib_external"]
original = external.cache_from_source
external.cache_from_source = lambda path, *rest, **more: original(path, *rest, **more) + "x"
print("patched cache_from_source:", shown(load("plain").__cached__))
external.cache_from_source = original
if os.path.exists(cached + "x"):
    os.remove(cached + "x")

# reload, and a spec filled in by hand
write("plain.py", "VALUE = 1300\nNEW = 1\n")
print("reload:", importlib.reload(sys.modules["plain"]).VALUE)
spec = importlib.util.spec_from_file_location("by_hand", os.path.abspath("plain.py"))
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
print(module.VALUE, module.__name__, repr(module.__package__), shown(module.__cached__))
try:
    sys.modules["plain"].__spec__.loader.get_code("another")
except ImportError as error:
    print(error)
print(getattr(module, "absent", "default"), hasattr(module, "absent"))
#--- lazy
#| plain SourceFileLoader '' DIR/plain.py DIR/__pycache__/plain.TAG.pyc int
#|     plain  DIR/plain.py DIR/__pycache__/plain.TAG.pyc True True None False
#|     ['__name__', '__doc__', '__package__', '__loader__', '__spec__', '__file__', '__cached__', '__builtins__', 'VALUE'] plain
#| pack SourceFileLoader 'pack' DIR/pack/__init__.py DIR/pack/__pycache__/__init__.TAG.pyc list
#|     pack pack DIR/pack/__init__.py DIR/pack/__pycache__/__init__.TAG.pyc True True None False
#|     ['__name__', '__doc__', '__package__', '__loader__', '__spec__', '__path__', '__file__', '__cached__', '__builtins__'] pack
#| pack.sub SourceFileLoader 'pack' DIR/pack/sub.py DIR/pack/__pycache__/sub.TAG.pyc int
#|     pack.sub pack DIR/pack/sub.py DIR/pack/__pycache__/sub.TAG.pyc True True None False
#|     ['__name__', '__doc__', '__package__', '__loader__', '__spec__', '__file__', '__cached__', '__builtins__', 'VALUE'] pack.sub
#| spaces NamespaceLoader 'spaces' None None _NamespacePath
#|     spaces spaces None None False True None False
#|     ['__name__', '__doc__', '__package__', '__loader__', '__spec__', '__file__', '__path__'] None
#| spaces.inner SourceFileLoader 'spaces' DIR/spaces/inner.py DIR/spaces/__pycache__/inner.TAG.pyc int
#|     spaces.inner spaces DIR/spaces/inner.py DIR/spaces/__pycache__/inner.TAG.pyc True True None False
#|     ['__name__', '__doc__', '__package__', '__loader__', '__spec__', '__file__', '__cached__', '__builtins__', 'VALUE'] spaces.inner
#| True
#| as old and long: 1
#| newer: 8
#| longer: 10
#| broken: 10
#| broken: 10
#| broken: EOFError
#| broken: 10
#| unchecked: 10
#| checked: 12
#| prefix: 12 True False
#| True 12 pyc
#| False 12 opt-1.pyc
#| False 12 opt-2.pyc
#| bytecode: 4 SourcelessFileLoader
#| both: file
#| both: package
#| odd: No module named 'odd'
#| late: No module named 'late'
#| late: 5
#| late: No module named 'late'
#| own loader: 12
#| patched get_code: patched
#| asked for plain.py
#| patched path_stats: 12
#| restored: 12
#| a loader's own method: own get_data
#| looks for plain
#| patched find_spec: 12
#| patched cache_from_source: DIR/__pycache__/plain.TAG.pycx
#| reload: 1300
#| 1300 by_hand '' DIR/__pycache__/plain.TAG.pyc
#| loader for plain cannot handle another
#| default False
#--- eager
#| plain SourceFileLoader '' DIR/plain.py DIR/__pycache__/plain.TAG.pyc int
#|     plain  DIR/plain.py DIR/__pycache__/plain.TAG.pyc True True None False
#|     ['__name__', '__doc__', '__package__', '__loader__', '__spec__', '__file__', '__cached__', '__builtins__', 'VALUE'] plain
#| pack SourceFileLoader 'pack' DIR/pack/__init__.py DIR/pack/__pycache__/__init__.TAG.pyc list
#|     pack pack DIR/pack/__init__.py DIR/pack/__pycache__/__init__.TAG.pyc True True None False
#|     ['__name__', '__doc__', '__package__', '__loader__', '__spec__', '__path__', '__file__', '__cached__', '__builtins__'] pack
#| pack.sub SourceFileLoader 'pack' DIR/pack/sub.py DIR/pack/__pycache__/sub.TAG.pyc int
#|     pack.sub pack DIR/pack/sub.py DIR/pack/__pycache__/sub.TAG.pyc True True None False
#|     ['__name__', '__doc__', '__package__', '__loader__', '__spec__', '__file__', '__cached__', '__builtins__', 'VALUE'] pack.sub
#| spaces NamespaceLoader 'spaces' None None _NamespacePath
#|     spaces spaces None None False True None False
#|     ['__name__', '__doc__', '__package__', '__loader__', '__spec__', '__file__', '__path__'] None
#| spaces.inner SourceFileLoader 'spaces' DIR/spaces/inner.py DIR/spaces/__pycache__/inner.TAG.pyc int
#|     spaces.inner spaces DIR/spaces/inner.py DIR/spaces/__pycache__/inner.TAG.pyc True True None False
#|     ['__name__', '__doc__', '__package__', '__loader__', '__spec__', '__file__', '__cached__', '__builtins__', 'VALUE'] spaces.inner
#| True
#| as old and long: 1
#| newer: 8
#| longer: 10
#| broken: 10
#| broken: 10
#| broken: EOFError
#| broken: 10
#| unchecked: 10
#| checked: 12
#| prefix: 12 True False
#| True 12 pyc
#| False 12 opt-1.pyc
#| False 12 opt-2.pyc
#| bytecode: 4 SourcelessFileLoader
#| both: file
#| both: package
#| odd: No module named 'odd'
#| late: No module named 'late'
#| late: 5
#| late: No module named 'late'
#| own loader: 12
#| patched get_code: patched
#| asked for plain.py
#| patched path_stats: 12
#| restored: 12
#| a loader's own method: own get_data
#| looks for plain
#| patched find_spec: 12
#| patched cache_from_source: DIR/__pycache__/plain.TAG.pycx
#| reload: 1300
#| 1300 by_hand '' DIR/__pycache__/plain.TAG.pyc
#| loader for plain cannot handle another
#| default False
