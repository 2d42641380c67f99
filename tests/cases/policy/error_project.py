# A mistake in pyproject.toml's table is told with its line.
print("never")
#--- file pyproject.toml
[tool.pyrun.lazy-imports]
filter = "laziness"
#--- lazy with stderr
#| stderr:
#| pyrun: lazy-import policy: DIR/pyproject.toml:2: `filter` must be a module and a function in it, such as "mypkg.laziness:decide", not "laziness"
#| exit 1
