# -X lazyimportspolicy=FILE: the table is [lazy-imports].
import m
import n
print("end of main")
#--- file policy.toml
[lazy-imports]
eager = ["m"]
#--- options -X lazyimportsall -X lazyimportspolicy=policy.toml
#--- lazy
#| LOAD m
#| end of main
