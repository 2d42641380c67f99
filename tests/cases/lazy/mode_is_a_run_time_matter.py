# A code object is the same in every mode: compiled first, lazy where it runs so.
import importlib, marshal, subprocess, sys
program = "import marshal, sys; sys.stdout.write(marshal.dumps(compile('import m', 'x', 'exec')).hex())"
eager = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout
lazy = subprocess.run([sys.executable, "-X", "lazyimportsall", "-c", program], capture_output=True, text=True).stdout
print(eager == lazy)
space = {}
exec(marshal.loads(bytes.fromhex(eager)), space)
print(importlib.is_lazy_import(space, "m"))
#--- lazy
#| True
#| True
