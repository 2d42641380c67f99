# A pattern without `.*` is about that module alone.
import pkg.a
print("end of main")
#--- file pyproject.toml
[tool.pyrun.lazy-imports]
eager = ["pkg"]
#--- lazy
#| end of main
