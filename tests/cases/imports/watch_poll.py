# Watcher: what has changed, in which order it is reloaded, and what stays after an error.
import os
import sys
from pyrun.imports import Watcher

seen = []
watcher = Watcher(seen.append)
import top
print(top.show())


def write(name, text):
    with open(name, "w") as file:
        file.write(text)


print(watcher.scan(), bool(watcher.poll()))
write("low.py", "def name(): return 'second'\n")
report = watcher.poll()
print(report.reloaded, report.failed, report.main, top.show(), seen == [report])

# Another time but the same content is no change; the same size and time is none either.
status = os.stat("low.py")
os.utime("low.py", (status.st_atime, status.st_mtime + 5))
print(watcher.scan())

write("low.py", "def name(): return 'third'\nraise ValueError('broken')\n")
report = watcher.poll()
print(report.reloaded, repr(report.failed["low"]), report.skipped, top.show())
print(report.errors()["low"].splitlines()[-1])
print(bool(watcher.poll()))
write("low.py", "def name(: return\n")
print(type(watcher.poll().failed["low"]).__name__, top.show())

# A module that failed is tried again when another one has changed.
write("low.py", "import other\ndef name(): return other.VALUE\n")
write("other.py", "raise OSError\n")
report = watcher.poll()
print(sorted(report.reloaded + list(report.failed)))
try:
    print(top.show())
except OSError:
    print("OSError")
write("other.py", "VALUE = 'other'\n")
write("low.py", "import other\ndef name(): return other.VALUE \n")
report = watcher.poll()
print(report.reloaded, top.show())
write("other.py", "VALUE = 'OTHER'\n")
print(watcher.poll().reloaded, top.show())

# A file that is away for a moment is not a change, and what it comes back as is one.
os.rename("other.py", "away.py")
print(bool(watcher.poll()))
write("other.py", "VALUE = 'back'\n")
print(watcher.poll().reloaded, top.show())

# Files beside the modules, and the main program itself.
watcher.add_files(["settings.txt"])
print(bool(watcher.poll()))
write("settings.txt", "x")
report = watcher.poll()
print(report.reloaded, report.main, bool(watcher.poll()))
with open(__file__, "a") as file:
    file.write("\n")
report = watcher.poll()
print(report.reloaded, report.main)

# Only what is selected.
other = Watcher(select=lambda name, module: name == "top")
write("low.py", "def name(): return 'last'\n")
print(other.scan(), sorted(watcher.scan()))
watcher.close()
other.close()

# In the background.
import threading
done = threading.Event()
with Watcher(lambda report: done.set()) as watcher:
    watcher.start(0.01)
    watcher.start(0.01)
    write("low.py", "def name(): return 'background'\n")
    print(done.wait(20), top.show())
    watcher.stop()
    watcher.stop()
#--- file top.py
from middle import show
#--- file middle.py
from low import name


def show():
    return f"<{name()}>"
#--- file low.py
def name(): return "first"
#--- eager pyrun
#| <first>
#| set() False
#| ['low', 'middle', 'top'] {} True <second> True
#| set()
#| [] ValueError('broken') ['middle', 'top'] <second>
#| ValueError: broken
#| False
#| SyntaxError <second>
#| ['low']
#| <second>
#| ['low', 'middle', 'top'] <other>
#| ['other', 'low', 'middle', 'top'] <OTHER>
#| False
#| ['other', 'low', 'middle', 'top'] <back>
#| False
#| [] True False
#| [] True
#| set() ['low']
#| True <background>
#--- lazy
#| <first>
#| set() False
#| ['low', 'middle', 'top'] {} True <second> True
#| set()
#| [] ValueError('broken') ['middle', 'top'] <second>
#| ValueError: broken
#| False
#| SyntaxError <second>
#| ['low', 'middle', 'top']
#| OSError
#| ['low', 'middle', 'top'] <other>
#| ['other', 'low', 'middle', 'top'] <OTHER>
#| False
#| ['other', 'low', 'middle', 'top'] <back>
#| False
#| [] True False
#| [] True
#| set() ['low']
#| True <background>
