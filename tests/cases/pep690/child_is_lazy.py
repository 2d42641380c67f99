# -X lazyimportsall reaches child processes.
import subprocess
import sys
words = subprocess._args_from_interpreter_flags()
program = "import importlib; print(importlib.is_lazy_imports_enabled())"
subprocess.run([sys.executable, *words, "-c", program], check=True)
#--- options -X lazyimportsall
#--- lazy
#| True
