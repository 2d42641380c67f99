# A policy file without the table is a mistake.
print("never")
#--- file policy.toml
#--- options -X lazyimportspolicy=policy.toml
#--- lazy with stderr
#| stderr:
#| pyrun: lazy-import policy: policy.toml: there is no table [lazy-imports] in this file
#| exit 1
