# The lists are asked in the order eager, eager-in, lazy, lazy-in, not as written.
import m
import n
print("end of main")
#--- file pyproject.toml
[tool.pyrun.lazy-imports]
lazy-in = ["__main__"]
lazy = ["n"]
eager = ["n"]
#--- lazy
#| LOAD n
#| end of main
