# -v notes each deferral (Cinder).
import subprocess, sys
code = "import m, pkg.a; from pkg import b"
run = subprocess.run([sys.executable, "-v", "-X", "lazyimportsall", "-c", code], capture_output=True, text=True)
print([line for line in run.stderr.splitlines() if line.startswith("# lazy")])
#--- lazy
#| ["# lazy import 'm'", "# lazy import 'pkg.a'", "# lazy import 'pkg'", "# lazy import 'os'", "# lazy import 'sys'", "# lazy import '_thread'", "# lazy import '_contextvars'", "# lazy import 'time'", "# lazy import '_weakrefset'", "# lazy import 'itertools'", "# lazy import '_weakref'", "# lazy import 'types'", "# lazy import '_thread'"]
