# A rule must name at least one side.
print("never")
#--- file policy.toml
[[lazy-imports.rules]]
verdict = "eager"
#--- options -X lazyimportspolicy=policy.toml
#--- lazy
#| exit 1
