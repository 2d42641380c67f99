# dis reads IMPORT_NAME's argument as CPython 3.15 does.
import dis, io
out = io.StringIO()
source = "import m\nfrom pkg import a\nfrom m import *\ntry:\n    import n\nfinally:\n    pass\n"
dis.dis(compile(source, "x", "exec"), file=out)
print([line.split("IMPORT_NAME")[1].split()[1:] for line in out.getvalue().splitlines() if "IMPORT_NAME" in line])
#--- lazy
#| [['(m)'], ['(pkg)'], ['(m', '+', 'eager)'], ['(n', '+', 'eager)']]
