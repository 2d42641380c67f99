# JSON that is not Lifeguard's is a mistake.
print("never")
#--- file safe.json
{"modules": []}
#--- options -X lazyimportspolicy=safe.json
#--- lazy with stderr
#| stderr:
#| pyrun: lazy-import policy: safe.json: this is not Lifeguard's output: it has neither LAZY_ELIGIBLE nor LOAD_IMPORTS_EAGERLY
#| exit 1
