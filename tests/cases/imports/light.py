# Importing the package costs little: nothing of the standard library that is not loaded anyway.
import sys

before = set(sys.modules)
import pyrun.imports
pyrun.imports.__all__
print(sorted(set(sys.modules) - before - {"pyrun"}))
from pyrun.imports import ImportOptimizer
ImportOptimizer().uninstall()
new = set(sys.modules) - before - {"pyrun"}
print([name for name in sorted(new) if not name.startswith(("pyrun.", "_pyrun", "importlib"))])
#--- eager pyrun
#| ['pyrun.imports']
#| []
#--- lazy
#| ['pyrun.imports']
#| []
