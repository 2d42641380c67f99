# -I reads no pyproject.toml.
import json
print("end of main")
import sys
print("json" in sys.modules)
#--- file pyproject.toml
[tool.pyrun.lazy-imports]
eager = ["json"]
#--- options -I -X lazyimportsall
#--- lazy
#| end of main
#| False
