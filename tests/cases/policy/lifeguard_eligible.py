# Lifeguard's LAZY_ELIGIBLE: what a module must import eagerly.
import m
import n
print("end of main")
#--- file safe.json
{"LAZY_ELIGIBLE": {"__main__": ["m"], "other": ["n"]}}
#--- options -X lazyimportsall -X lazyimportspolicy=safe.json
#--- lazy
#| LOAD m
#| end of main
