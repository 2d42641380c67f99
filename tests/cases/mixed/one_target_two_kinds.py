# The same module through the keyword and through a plain import: one execution.
lazy import m as explicit
import m as transparent
print("nothing yet")
print(transparent.VALUE, explicit.VALUE, explicit is transparent)
#--- lazy
#| nothing yet
#| LOAD m
#| 1 1 True
