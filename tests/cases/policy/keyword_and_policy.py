# A policy's eager rule is about plain imports and the keyword alike: both load here.
lazy import m
import n
print("end of main")
#--- file pyproject.toml
[tool.pyrun.lazy-imports]
eager = ["m", "n"]
#--- lazy
#| LOAD m
#| LOAD n
#| end of main
