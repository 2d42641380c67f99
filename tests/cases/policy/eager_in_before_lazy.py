# eager-in is asked before lazy: what the list lazy says is too late.
import m
print("end of main")
#--- file pyproject.toml
[tool.pyrun.lazy-imports]
lazy = ["m"]
eager-in = ["__main__"]
#--- lazy
#| LOAD m
#| end of main
