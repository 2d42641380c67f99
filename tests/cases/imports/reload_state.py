# __reload_state__: names that keep their values, or functions that hand them over.
import names
import functions
import lines
from pyrun.imports.reload import error_text, reload_changed, reload_in_place


def write(name, text):
    with open(name, "w") as file:
        file.write(text)


names.cache["k"] = 1
names.count += 5
functions.pool.append("old connection")
write("names.py", "__reload_state__ = ('cache',)\ncache = {}\ncount = 100\n")
print(reload_in_place(names).cache, names.count)
write("names.py", "added = 1\n")
print(reload_in_place(names).cache, names.count, names.added)

write("functions.py", """
pool = []


def __reload_restore__(state):
    pool.extend(state + ["and new"])
""")
print(reload_in_place(functions).pool)

# What fails after the code has run is undone as well.
before = functions.pool
write("functions.py", """
pool = None


def __reload_restore__(state):
    raise RuntimeError("cannot take over")


def __reload_state__():
    raise LookupError("nothing to give")
""")
functions.__reload_state__ = lambda: 1
try:
    reload_in_place(functions)
except RuntimeError as error:
    print(error, functions.pool is before)

# A single name will do; a module that exits is a failure like others.
write("single.py", "__reload_state__ = 'kept'\nkept = 1\n")
import single
single.kept = 5
print(reload_in_place(single).kept)
write("single.py", "kept = 6\nraise SystemExit('enough')\n")
print(reload_changed({"single"}), single.kept)

# The text of a failure shows the new source and nothing of ours.
lines.inner
write("lines.py", "\n\n\ndef broken():\n    return 1 / 0  # new line\n\n\nimport inner\nbroken()\n")
try:
    reload_in_place(lines)
except ZeroDivisionError as error:
    print("".join(l for l in error_text(error).splitlines(True) if "^" not in l))
write("lines.py", "import inner\ninner.f\n")
write("inner.py", "def f(:\n")
import sys
del sys.modules["inner"]
try:
    reload_in_place(lines)
except SyntaxError as error:
    text = error_text(error)
    print("pyrun" in text, "importlib" in text, 'lines.py", line ' in text, "def f(:" in text)
#--- file names.py
__reload_state__ = ("cache", "missing")
cache = {}
count = 0
#--- file functions.py
pool = []


def __reload_state__():
    return list(pool)
#--- file lines.py
import inner
#--- file inner.py
#--- eager pyrun
#| {'k': 1} 100
#| {'k': 1} 100 1
#| ['old connection', 'and new']
#| cannot take over True
#| 5
#| ReloadReport(reloaded=[], failed={'single': SystemExit('enough')}, skipped=[]) 5
#| Traceback (most recent call last):
#|   File "DIR/main.py", line 61, in <module>
#|     reload_in_place(lines)
#|   File "DIR/lines.py", line 9, in <module>
#|     broken()
#|   File "DIR/lines.py", line 5, in broken
#|     return 1 / 0  # new line
#| ZeroDivisionError: division by zero
#|
#| False False True True
#--- lazy
#| {'k': 1} 100
#| {'k': 1} 100 1
#| ['old connection', 'and new']
#| cannot take over True
#| 5
#| ReloadReport(reloaded=[], failed={'single': SystemExit('enough')}, skipped=[]) 5
#| Traceback (most recent call last):
#|   File "DIR/main.py", line 61, in <module>
#|     reload_in_place(lines)
#|   File "DIR/lines.py", line 9, in <module>
#|     broken()
#|   File "DIR/lines.py", line 5, in broken
#|     return 1 / 0  # new line
#| ZeroDivisionError: division by zero
#|
#| False False True True
