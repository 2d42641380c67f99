# rules are asked before the lists, wherever they stand in the file.
import pkg.a
import pkg.b
print("end of main")
#--- file pyproject.toml
[tool.pyrun.lazy-imports]
eager = ["pkg.*"]
[[tool.pyrun.lazy-imports.rules]]
imported = "pkg.a"
verdict = "lazy"
#--- lazy
#| LOAD pkg
#| LOAD pkg.b
#| end of main
