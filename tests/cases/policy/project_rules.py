# rules: importing and imported together; the first rule that matches decides.
import m
import holder
holder
print("end of main")
#--- file holder.py
import m
import n
print("holder runs", flush=True)
#--- file pyproject.toml
[[tool.pyrun.lazy-imports.rules]]
importing = "holder"
imported = "n"
verdict = "eager"
reason = "a test"
[[tool.pyrun.lazy-imports.rules]]
imported = "n"
verdict = "lazy"
#--- lazy
#| LOAD n
#| holder runs
#| end of main
