# A module that is gone from sys.path since the statement: the error says what changed.
import sys
sys.path.insert(0, "/nowhere/at/all")
import only_there
del sys.path[0]
sys.path.append("/somewhere/else")
try:
    only_there
except ModuleNotFoundError as error:
    print(error, *error.__notes__, sep="\n")
#--- lazy
#| No module named 'only_there'
#| lazy import of 'only_there' declared in <module> at DIR/main.py:4
#| sys.path changed since the import statement: removed '/nowhere/at/all'; added '/somewhere/else'
