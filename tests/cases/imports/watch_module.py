# The command with -m: a package, and what its __main__ takes from reloaded modules.
import sys
import _thread
import steps
from pyrun.imports.watch import main

sys.stderr = open("errors.txt", "w")
status = main(["--interval", "0.02", "-m", "app", "argument"])
print(status, steps.seen)
#--- file steps.py
seen = []
#--- file app/__init__.py
#--- file app/part.py
VALUE = "old"
#--- file app/__main__.py
import os
import signal
import sys
import time
import steps
from .part import VALUE as value
steps.seen.append((__name__, __package__, sys.argv[1:], os.path.basename(sys.argv[0]), value))
with open("app/part.py", "w") as file:
    time.sleep(0.2)
    file.write("VALUE = 'renewed'\n")
for _ in range(2000):
    if value != "old":
        break
    time.sleep(0.01)
steps.seen.append(value)
os.kill(os.getpid(), signal.SIGINT)
time.sleep(20)
#--- eager pyrun
#| 0 [('__main__', 'app', ['argument'], '__main__.py', 'old'), 'renewed']
#--- lazy
#| 0 [('__main__', 'app', ['argument'], '__main__.py', 'old'), 'renewed']
