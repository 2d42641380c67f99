"""Random operations on namespaces with lazy names: `namespaces.py SEED ROUNDS`.

Prints the same lazily and eagerly: everything that looks at a value sees the real
object, whatever happened to the namespace before.
"""

import pickle
import random
import sys
import types

NAMES = ["json", "string", "textwrap", "keyword", "token", "fractions", "bisect", "heapq"]
FROMS = [("string", "digits"), ("keyword", "kwlist"), ("textwrap", "dedent"), ("bisect", "insort")]


def show(value):
    if isinstance(value, types.ModuleType):
        return f"module {value.__name__}"
    if callable(value):
        return f"callable {getattr(value, '__name__', '?')}"
    if type(value).__name__ == "lazy_import":
        return "A DEFERRED OBJECT"
    return type(value).__name__ if isinstance(value, (dict, list)) else repr(value)[:40]


def operate(rng, spaces):
    space = rng.choice(spaces)
    name = rng.choice(NAMES)
    module, attribute = rng.choice(FROMS)
    match rng.randint(0, 27):
        case 0 | 1 | 2:
            exec(f"import {name}", space)
        case 3 | 4:
            exec(f"from {module} import {attribute}", space)
        case 5:
            exec(f"import {name} as {attribute}", space)
        case 6:
            return show(space.get(name, "missing"))
        case 7:
            return show(space.pop(name, "missing"))
        case 8:
            return show(space.setdefault(name, 7))
        case 9:
            return sorted(show(value) for value in space.values())
        case 10:
            return sorted((key, show(value)) for key, value in space.items() if key != "__builtins__")
        case 11:
            return sorted(key for key in space)
        case 12:
            spaces.append(space.copy())
        case 13:
            spaces.append({**space})
        case 14:
            spaces.append(space | rng.choice(spaces))
        case 15:
            space.update(rng.choice(spaces))
        case 16:
            return "lazy_import" in repr(space)
        case 17:
            space.pop("__builtins__", None)
            if space:
                key, value = space.popitem()
                return key, show(value)
        case 18:
            return name in space, len(space)
        case 19:
            space[name] = rng.randint(0, 9)
        case 20:
            space.pop(name, None)
        case 21:
            return [show(value) for value in reversed(space.values())][:1] != ["A DEFERRED OBJECT"]
        case 22:
            exec("def get():\n    return " + name, space)
        case 23:
            get = space.get("get")
            if callable(get):
                try:
                    return [show(get()) for _ in range(rng.choice([1, 300]))][-1]
                except NameError as error:
                    return str(error)
        case 24:
            keywords = {key: value for key, value in space.items() if isinstance(key, str)}
            return sorted(show(value) for value in dict(**keywords).values())
        case 25:
            return space == space.copy(), rng.choice(spaces) == space
        case 26:
            module = types.ModuleType("holder")
            vars(module).update(space)
            return show(getattr(module, name, "missing")), hasattr(module, attribute)
        case 27:
            plain = {key: value for key, value in space.items() if isinstance(value, (int, str, list))}
            return sorted(pickle.loads(pickle.dumps(plain)))
    while len(spaces) > 6:
        spaces.pop(rng.randrange(len(spaces)))


def main(seed, rounds):
    rng = random.Random(seed)
    spaces = [{}, {}]
    for number in range(rounds):
        seen = operate(rng, spaces)
        if seen is not None:
            print(number, seen)


main(int(sys.argv[1]), int(sys.argv[2]))
