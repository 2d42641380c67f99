# Of several files the first that has a rule decides.
import m
import n
print("end of main")
#--- file one.toml
[lazy-imports]
lazy = ["m"]
#--- file two.toml
[lazy-imports]
eager = ["m", "n"]
#--- options -X lazyimportsall -X lazyimportspolicy=one.toml -X lazyimportspolicy=two.toml
#--- lazy
#| LOAD n
#| end of main
