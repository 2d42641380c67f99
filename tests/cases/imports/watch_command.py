# The command: runs the script, reloads what changes, runs it again, until Ctrl-C.
import os
import signal
import sys
import threading
import time
import steps
from pyrun.imports.watch import main


def write(name, text):
    with open(name + ".new", "w") as file:
        file.write(text)
    os.replace(name + ".new", name)


def wait(wanted):
    for _ in range(2000):
        if steps.seen and steps.seen[-1] == wanted:
            return
        time.sleep(0.01)
    print("waited in vain for", wanted, steps.seen)
    os._exit(1)


def edit():
    wait("run 1")
    time.sleep(0.1)
    write("app/low.py", "VALUE = 2\n")
    wait("run 2")
    time.sleep(0.1)
    # The script fails, for a module that is not there; creating it is enough.
    write("app/script.py", "import steps, missing\nsteps.add(f'missing {missing.VALUE}')\n")
    time.sleep(0.3)
    write("app/missing.py", "VALUE = 1\n")
    wait("missing 1")
    time.sleep(0.1)
    # A loop gets the new code while it runs.
    write("app/script.py", LOOP)
    wait("loop 2")
    write("app/low.py", "VALUE = 3\n")
    wait("loop 3")
    steps.go_on = False
    time.sleep(0.3)
    write("app/script.py", "import steps, sys\nsteps.add(f'exit {sys.argv[1:]}')\nsys.exit(4)\n")
    wait("exit ['one', '--two']")
    time.sleep(0.1)
    os.kill(os.getpid(), signal.SIGINT)


LOOP = """
import steps, time
from low import VALUE
while steps.go_on:
    steps.add(f'loop {VALUE}')
    time.sleep(0.01)
"""

errors = sys.stderr
sys.stderr = open("errors.txt", "w")
thread = threading.Thread(target=edit)
thread.start()
status = main(["--interval", "0.02", "app/script.py", "one", "--two"])
thread.join()
sys.stderr.close()
sys.stderr = errors
print(status)
print(steps.seen)
with open("errors.txt") as file:
    print(sorted({line.strip() for line in file if line.startswith("watch:")}))

print(main(["--help"]))
sys.stderr = open("errors.txt", "w")
print([main(arguments) for arguments in
       ([], ["--interval", "x", "a.py"], ["-m"], ["--unknown", "a.py"])])
#--- file steps.py
seen = []
go_on = True


def add(text):
    if seen[-1:] != [text]:
        seen.append(text)
#--- file app/script.py
import low
import steps
steps.add(f"run {low.VALUE}")
#--- file app/low.py
VALUE = 1
#--- eager pyrun
#| 0
#| ['run 1', 'run 2', 'missing 1', 'loop 2', 'loop 3', "exit ['one', '--two']"]
#| ['watch: app/script.py ended with exit status 4; waiting for a change', 'watch: app/script.py ended; waiting for a change', 'watch: app/script.py failed; waiting for a change', 'watch: reloaded low', 'watch: running app/script.py again', 'watch: stopped']
#| usage: watch [--interval SECONDS] (SCRIPT | -m MODULE) [ARGUMENT...]
#|
#| Runs the script. Whenever a source file of a loaded module changes, the module and
#| those that depend on it are reloaded. A module that fails to reload stays as it was.
#| When the script has ended, a change runs it again. Ctrl-C stops.
#| 0
#| [2, 2, 2, 2]
#--- lazy
#| 0
#| ['run 1', 'run 2', 'missing 1', 'loop 2', 'loop 3', "exit ['one', '--two']"]
#| ['watch: app/script.py ended with exit status 4; waiting for a change', 'watch: app/script.py ended; waiting for a change', 'watch: app/script.py failed; waiting for a change', 'watch: reloaded low', 'watch: running app/script.py again', 'watch: stopped']
#| usage: watch [--interval SECONDS] (SCRIPT | -m MODULE) [ARGUMENT...]
#|
#| Runs the script. Whenever a source file of a loaded module changes, the module and
#| those that depend on it are reloaded. A module that fails to reload stays as it was.
#| When the script has ended, a change runs it again. Ctrl-C stops.
#| 0
#| [2, 2, 2, 2]
