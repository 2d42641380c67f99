# A server resolves everything before it forks; what fails is listed and stays lazy.
import sys
from pyrun import lazy
import m
import missdep
from pkg import a

print(sorted(pending.target for pending in lazy.pending("__main__")))
resolved = lazy.resolve_all("__main__")
print(sorted(failure.pending.name for failure in resolved.failures))
print([type(failure.error).__name__ for failure in resolved.failures])
print("m" in sys.modules, "pkg.a" in sys.modules)

#--- lazy
#| ['m', 'missdep', 'pkg.a', 'sys']
#| LOAD m
#| LOAD pkg
#| LOAD pkg.a
#| []
#| []
#| True True
