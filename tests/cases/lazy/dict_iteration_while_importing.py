# A loop over the items of a namespace that imports change never changes size.
import pkg.a, pkg.b
import pkg.sub.c
seen = 0
for name, value in list(vars(pkg).items()):
    seen += 1
for name, value in locals().copy().items():
    pass
print("done")
#--- lazy
#| LOAD pkg
#| LOAD pkg.a
#| LOAD pkg.b
#| LOAD pkg.sub
#| done
