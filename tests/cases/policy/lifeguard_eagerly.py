# Lifeguard's LOAD_IMPORTS_EAGERLY: modules whose own imports are eager.
import holder
import n
holder
print("end of main")
#--- file holder.py
import m
print("holder runs", flush=True)
#--- file safe.json
{"LOAD_IMPORTS_EAGERLY": ["holder"], "LAZY_ELIGIBLE": {}}
#--- options -X lazyimportsall -X lazyimportspolicy=safe.json
#--- lazy
#| LOAD m
#| holder runs
#| end of main
