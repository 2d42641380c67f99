# eager rules change nothing where imports are eager.
import m
print("end of main")
#--- file pyproject.toml
[tool.pyrun.lazy-imports]
eager = ["m"]
#--- options
#--- lazy
#| LOAD m
#| end of main
