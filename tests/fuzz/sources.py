"""Compiles mutated Python sources: `sources.py SEED ROUNDS FOLDER`.

Before each try the source is written to `$FUZZ_LAST` (default `last.py`), so that it
is there to look at after a crash.
"""

import ast
import os
import pathlib
import random
import sys
import warnings

PIECES = [
    b"import a", b"from . import b", b"from __future__ import lazy_imports\n", b"lazy import c\n",
    b"try:\n", b"finally:\n", b"with x:\n    ", b"class C:\n", b"def f(", b"lambda:", b"f'{", b"t'{x!r:",
    b"\\N{", b"\\x", b"0x", b"1_", b"\x00", b"\xff", b"\xef\xbb\xbf", b"# -*- coding: ", b"'''", b"\t ",
    b"match x:\n case ", b"async ", b"await ", b"yield ", b"*", b"**", b":=", b"...", b"@", b"\\\n",
    b"(" * 40, b"[" * 40, b"~" * 40, b"global x\n", b"nonlocal x\n", b"type X[T] = ", b"except* ", b"9" * 50,
]


def mutate(source, rng):
    source = bytearray(source)
    for _ in range(rng.randint(1, 6)):
        at = rng.randint(0, len(source))
        to = min(len(source), at + rng.randint(0, 30))
        match rng.randint(0, 5):
            case 0:
                del source[at:to]
            case 1:
                source[at:at] = rng.choice(PIECES)
            case 2:
                source[at:at] = source[at:to]
            case 3:
                source[at:to] = rng.randbytes(rng.randint(0, 5))
            case 4:
                source[at:to] = rng.choice(PIECES)
            case 5 if source:
                source[at % len(source)] = rng.randint(0, 255)
    return bytes(source)


def main(seed, rounds, folder):
    warnings.simplefilter("ignore")
    rng = random.Random(seed)
    last = os.environ.get("FUZZ_LAST", "last.py")
    files = sorted(pathlib.Path(folder).rglob("*.py"))
    texts = [file.read_bytes()[:4000] for file in rng.sample(files, min(len(files), 50))]
    for number in range(rounds):
        source = mutate(rng.choice(texts), rng)
        with open(last, "wb") as file:
            file.write(source)
        mode = rng.choice(["exec", "exec", "single", "eval"])
        for attempt in (
            lambda: compile(source, "fuzz", mode),
            lambda: ast.unparse(ast.parse(source)),
            lambda: compile(ast.parse(source), "fuzz", "exec"),
        ):
            try:
                attempt()
            except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError, TypeError):
                pass
    print("compiled", rounds)


main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
