# repr resolves.
import m
text = repr({k: v for k, v in ()}) + repr(globals())
print("lazy_import" in text, "module 'm'" in text)
#--- lazy
#| LOAD m
#| False True
