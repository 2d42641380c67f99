# A filter whose module is missing is an error before the program runs.
print("never")
#--- file pyproject.toml
[tool.pyrun.lazy-imports]
filter = "nope_xyz:decide"
#--- lazy
#| exit 1
