# The files of the command line are asked before pyproject.toml.
import m
import n
print("end of main")
#--- file policy.toml
[lazy-imports]
lazy = ["m"]
#--- file pyproject.toml
[tool.pyrun.lazy-imports]
eager = ["m", "n"]
#--- options -X lazyimportsall -X lazyimportspolicy=policy.toml
#--- lazy
#| LOAD n
#| end of main
