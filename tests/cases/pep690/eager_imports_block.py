# with eager_imports(): what is imported there is eager, its own imports are lazy (K6).
import importlib
with importlib.eager_imports():
    import holder
print("end of main")
print(holder.m.VALUE)
#--- file holder.py
import m
print("holder runs", flush=True)
#--- options -L
#--- lazy
#| holder runs
#| end of main
#| LOAD m
#| 1
