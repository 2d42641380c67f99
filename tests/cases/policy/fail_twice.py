# Without -X lazyimportsfailonce every use tries again.
import boom
for _ in range(2):
    try:
        boom
    except ValueError as error:
        print(error)
#--- lazy
#| LOAD boom
#| boom!
#| LOAD boom
#| boom!
