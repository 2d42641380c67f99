# eager: what is imported, exactly; `a.*` is a and everything below it.
import m
import pkg.a
import n
print("end of main")
#--- file pyproject.toml
[tool.pyrun.lazy-imports]
eager = ["m", "pkg.*"]
#--- lazy
#| LOAD m
#| LOAD pkg
#| LOAD pkg.a
#| end of main
