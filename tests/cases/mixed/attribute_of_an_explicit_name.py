# A module attribute resolves the keyword's name in either kind of holder.
import holder
print("in main")
print(holder.m.VALUE, holder.n.VALUE)
#--- file holder.py
lazy import m
import n
print("holder runs", flush=True)
#--- lazy
#| in main
#| holder runs
#| LOAD m
#| LOAD n
#| 1 2
