# A mistake in a policy is told with its line, and nothing runs.
print("never")
#--- file policy.toml
[[lazy-imports.rules]]
imported = "m"
verdict = "later"
#--- options -X lazyimportsall -X lazyimportspolicy=policy.toml
#--- lazy with stderr
#| stderr:
#| pyrun: lazy-import policy: policy.toml:3: `verdict` must be "eager" or "lazy", not "later"
#| exit 1
