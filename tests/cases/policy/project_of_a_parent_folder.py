# The nearest pyproject.toml at or above the program counts, and no other.
import subprocess
import sys
words = ["-X", "lazyimportsall", "inner/deep/program.py"]
subprocess.run([sys.executable, *words], check=True)
#--- file inner/deep/program.py
import m
import n
print("end of program")
#--- file inner/pyproject.toml
[tool.pyrun.lazy-imports]
eager = ["m"]
#--- file pyproject.toml
[tool.pyrun.lazy-imports]
eager = ["n"]
#--- lazy
#| LOAD m
#| end of program
