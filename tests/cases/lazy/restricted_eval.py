# The importer is that of the module with the statement, whoever reads the name.
import holder
print(eval("h.m.VALUE", {"__builtins__": {}, "h": holder}))
#--- file holder.py
import m
#--- lazy
#| LOAD m
#| 1
#--- eager
#| LOAD m
#| 1
