"""The locale's encoding is the environment's, not the C library's default."""
import locale

print(locale.getencoding(), locale.getpreferredencoding(False).upper())
print(locale.setlocale(locale.LC_CTYPE))
#--- lazy
#| UTF-8 UTF-8
#| C.UTF-8
#--- eager
#| UTF-8 UTF-8
#| C.UTF-8
