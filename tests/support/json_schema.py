# Holds JSON files against a schema, and prints what is wrong with those that break it.
import json
import sys

import fastjsonschema


def load(name):
    with open(name, encoding="utf-8") as file:
        return json.load(file)


validate = fastjsonschema.compile(load(sys.argv[1]))
for name in sys.argv[2:]:
    try:
        validate(load(name))
    except fastjsonschema.JsonSchemaException as error:
        print(f"{name}: {error}")
