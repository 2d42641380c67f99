# -v notes each deferral (Cinder).
import subprocess, sys
code = "import m, pkg.a; from pkg import b"
run = subprocess.run([sys.executable, "-v", "-X", "lazyimportsall", "-c", code], capture_output=True, text=True)
print([line for line in run.stderr.splitlines() if line.startswith("# lazy")])
#--- lazy
#| ["# lazy import 'm'", "# lazy import 'pkg.a'", "# lazy import 'pkg'"]
