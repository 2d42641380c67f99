# -X lazyimportsfailonce: a module that has failed is not executed again.
import boom
for _ in range(2):
    try:
        boom
    except ValueError as error:
        print(error)
#--- options -X lazyimportsall -X lazyimportsfailonce
#--- lazy
#| LOAD boom
#| boom!
#| boom!
