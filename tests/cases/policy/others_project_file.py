# A broken pyproject.toml without our table is other tools' business.
print("runs")
#--- file pyproject.toml
[tool.other
#--- lazy
#| runs
