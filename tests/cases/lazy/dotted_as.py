# `import a.b.c as d` walks the attributes.
import pkg.sub.c as c, pkg.b as b
print(c.__name__, c.VALUE)
print(b.__name__)
#--- lazy
#| LOAD pkg
#| LOAD pkg.sub
#| LOAD pkg.sub.c
#| pkg.sub.c c
#| LOAD pkg.b
#| pkg.b
#--- eager pyrun
#| LOAD pkg
#| LOAD pkg.sub
#| LOAD pkg.sub.c
#| LOAD pkg.b
#| pkg.sub.c c
#| pkg.b
