# PYTHONLAZYIMPORTSPOLICY: files, separated as in PATH.
import m
import n
print("end of main")
#--- file one.toml
[lazy-imports]
eager = ["m"]
#--- file two.toml
[lazy-imports]
eager = ["n"]
#--- environment PYTHONLAZYIMPORTSPOLICY=one.toml:two.toml
#--- lazy
#| LOAD m
#| LOAD n
#| end of main
