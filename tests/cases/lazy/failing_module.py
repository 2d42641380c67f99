# A module that raises: executed at each use, never left in sys.modules; one note.
import sys
import boom
for _ in range(2):
    try:
        boom
    except ValueError as error:
        print(error, error.__notes__, error.__cause__, "boom" in sys.modules)
#--- lazy
#| LOAD boom
#| boom! ["lazy import of 'boom' declared in <module> at DIR/main.py:3"] None False
#| LOAD boom
#| boom! ["lazy import of 'boom' declared in <module> at DIR/main.py:3"] None False
