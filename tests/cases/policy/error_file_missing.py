# A policy file that cannot be read is an error before the program runs.
print("never")
#--- options -X lazyimportspolicy=nope.toml
#--- lazy
#| exit 1
