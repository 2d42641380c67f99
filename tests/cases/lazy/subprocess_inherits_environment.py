# The environment variable reaches child processes.
import os, subprocess, sys
code = "import sys; print(sys.flags.lazy_imports)"
print(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, "PYTHONLAZYIMPORTSALL": "1"}).stdout.strip())
#--- lazy
#| 1
