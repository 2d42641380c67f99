# eager-in: who imports.
import holder
holder
import n
print("end of main")
#--- file holder.py
import m
print("holder runs", flush=True)
#--- file pyproject.toml
[tool.pyrun.lazy-imports]
eager-in = ["holder"]
#--- lazy
#| LOAD m
#| holder runs
#| end of main
