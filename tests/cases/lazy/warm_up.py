# Warm-up resolves what is left when a module's code has run.
import sys
import holder
print("in main")
holder
print("m" in sys.modules)
import n
print("end of main")
#--- file holder.py
import m
print("holder runs", flush=True)
#--- options -X lazyimportsall -X lazyimportswarmup
#--- lazy
#| in main
#| holder runs
#| LOAD m
#| True
#| end of main
#| LOAD n
