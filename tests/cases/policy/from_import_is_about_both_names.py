# `from a import b` imports a and a.b: a rule about either matches.
from pkg import b
from pkg import a
print("end of main")
#--- file pyproject.toml
[tool.pyrun.lazy-imports]
eager = ["pkg.a"]
#--- lazy
#| LOAD pkg
#| LOAD pkg.a
#| end of main
