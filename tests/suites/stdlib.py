#!/usr/bin/env python3
"""Run the standard library's own tests with CPython, plain RustPython and pyrun.

    tests/suites/stdlib.py --pyrun P --stock P --cpython P [--only NAME] [MODULE …]

The tests are those of the CPython named, in a copy of its package `test`. Results are
kept in `--work`; modules named on the command line run again, and the page
docs/reference/stdlib-tests.md is written from all results there are.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs/reference/stdlib-tests.md"
MODULES = (HERE / "stdlib.txt").read_text().split()
# Of one module, over all its attempts; and of a single test that says nothing.
LIMIT, STALL = 120, 40
ATTEMPTS = 12
# What would keep modules from being loaded at all, on account of the version, of extension
# modules that exist for testing only, and of a library that is in the program.
EDITS = {
    "support/import_helper.py": [("usefrozen=False,", "usefrozen=True,")],
    "support/script_helper.py": [("cmd_line.append('-I')", "cmd_line.append('-s')")],
    "support/__init__.py": [
        ("_testinternalcapi.get_config()", "{'code_debug_ranges': 1}"),
        ("    if not suppress:", "    if not suppress or not hasattr(_testinternalcapi, 'suppress_immortalization'):"),
    ],
    "typinganndata/ann_module.py": [
        ("__annotations__[1] = 2", ""),
        ("__annotations__['123'] = 123", "pass"),
    ],
    "test_bytes.py": [
        ("\n    _testlimitedcapi = import_helper.import_module('_testlimitedcapi')", "\n"),
    ],
    "test_importlib/util.py": [('import_helper.import_module("_testsinglephase")', "None")],
}
RUNS = ("cpython", "stock", "pyrun", "lazy")


def main():
    options = arguments()
    work = options.work.resolve()
    if not options.page:
        run_all(options, work)
    if not options.no_page:
        PAGE.write_text(page(work / "results"))


def run_all(options, work):
    """Modules that were named run again, of the others those that have not run."""
    library = copy_of_tests(options.cpython, work)
    for module in options.modules or MODULES:
        for name in options.only or RUNS:
            out = work / "results" / name / f"{module}.jsonl"
            if options.modules or not out.exists():
                run(module, command(options, name), out, library, work / name)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--cpython", default="python3.13")
    parser.add_argument("--pyrun", default="target/release/pyrun")
    parser.add_argument(
        "--stock", default="benches/stock-rustpython/target/release/stock-rustpython"
    )
    parser.add_argument("--work", type=Path, default=Path("tests/.suites/stdlib"))
    parser.add_argument("--only", action="append", choices=RUNS)
    parser.add_argument("--page", action="store_true", help="run nothing")
    parser.add_argument("--no-page", action="store_true", help="only run")
    return parser.parse_args()


def command(options, name):
    if name == "lazy":
        return [os.path.abspath(options.pyrun), "-X", "lazyimportsall"]
    program = getattr(options, name)
    return [shutil.which(program) or os.path.abspath(program)]


def copy_of_tests(cpython, work):
    """The package `test` on its own: the interpreter's other modules must not be found."""
    library = work / "lib"
    if not library.exists():
        ask = "import test, os; print(os.path.dirname(test.__file__))"
        source = subprocess.check_output([cpython, "-c", ask], text=True).strip()
        shutil.copytree(source, library / "test", ignore=shutil.ignore_patterns("__pycache__"))
        for file, changes in EDITS.items():
            path = library / "test" / file
            text = path.read_text("utf-8")
            for old, new in changes:
                text = text.replace(old, new)
            path.write_text(text, "utf-8")
    return library


def run(module, program, out, library, scratch):
    """Run until every test has an outcome; a test that ends the process gets its signal."""
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("")
    end = time.monotonic() + LIMIT
    for _ in range(ATTEMPTS):
        died = attempt(module, program, out, library, scratch, end)
        rows = read(out)
        if died is None and rows and rows[-1][1] != "start":
            break
        unfinished = started_last(rows)
        test = unfinished or module
        append(out, [test, died or "exit", tail(out.with_suffix(".log"))])
        if unfinished is None or time.monotonic() > end:
            break
    counts = tally(read(out))
    print(module, out.parent.name, counts, f"{time.monotonic() - end + LIMIT:.0f} s", flush=True)


def attempt(module, program, out, library, scratch, end):
    """What ended the process: None, `hang`, a signal or an exit code."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    environment = dict(os.environ, PYTHONPATH=str(library), TERM="dumb")
    arguments = [*program, str(HERE / "stdlib_worker.py"), module, str(out)]
    with open(out.with_suffix(".log"), "wb") as log:
        process = subprocess.Popen(
            arguments, cwd=scratch, env=environment, stdin=subprocess.DEVNULL,
            stdout=log, stderr=log, start_new_session=True,
        )
        try:
            hung = not wait(process, out, end)
        finally:
            # The tests' own children stay behind when a test is cut short.
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            code = process.wait()
    if hung:
        return "hang"
    if code < 0:
        return signal.Signals(-code).name
    return f"exit {code}" if code else None


def wait(process, out, end):
    """Whether the process ends by itself, within the limits."""
    size, since = 0, time.monotonic()
    while process.poll() is None:
        time.sleep(0.05)
        now = time.monotonic()
        if out.stat().st_size != size:
            size, since = out.stat().st_size, now
        if now > end or now - since > STALL:
            return False
    return True


def started_last(rows):
    if rows and rows[-1][1] == "start":
        return rows[-1][0]
    return None


def read(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def append(path, row):
    with open(path, "a", encoding="utf-8") as out:
        out.write(json.dumps(row) + "\n")


def tail(path):
    return path.read_text("utf-8", "replace")[-2000:]


def outcomes(rows):
    return {test: outcome for test, outcome, _ in rows if outcome not in ("start", "end")}


def tally(rows):
    """Passed, failed, skipped, and tests that ended the process."""
    kinds = {"ok": 0, "fail": 1, "error": 1, "skip": 2}
    counts = [0, 0, 0, 0]
    for outcome in outcomes(rows).values():
        counts[kinds.get(outcome, 3)] += 1
    return counts


def page(results):
    lines = [*HEAD]
    worse = []
    for module in MODULES:
        found = {}
        for name in RUNS:
            path = results / name / f"{module}.jsonl"
            found[name] = read(path) if path.exists() else []
        if not found["pyrun"]:
            continue
        cells = [" / ".join(map(str, tally(rows))) if rows else "not run" for rows in found.values()]
        lines.append(f"| {module} | {' | '.join(cells)} |")
        worse += regressions({name: outcomes(rows) for name, rows in found.items()})
    lines += ["", *TAIL]
    lines += [""] + ([f"- `{test}`: {', '.join(where)}" for test, where in worse] or ["None."])
    return "\n".join(lines) + "\n"


def regressions(found):
    """Tests that plain RustPython and CPython pass and pyrun does not."""
    for test, outcome in found["stock"].items():
        if outcome != "ok" or found["cpython"].get(test, "ok") != "ok":
            continue
        where = []
        for name in ("pyrun", "lazy"):
            got = found[name].get(test, "not reached")
            if found[name] and got != "ok":
                where.append(f"{name} {got}")
        if where:
            yield test, where


HEAD = """# The standard library's own tests

<!-- Generated: tests/suites/stdlib.py -->

The package `test` of CPython 3.13, each module with `unittest` and no optional resources,
with CPython 3.13, with RustPython 0.6.0 as it is published, and with pyrun. The last two have
the library of Python 3.14, so that some failures are differences of the versions, and none of
CPython's modules for testing (`_testcapi`, `_testinternalcapi`).

Passed / failed / skipped / ended the process (crash or no answer in time; the run is
taken up behind that test).

`tests/suites/stdlib.py --pyrun P --stock P --cpython P` runs the modules of
`tests/suites/stdlib.txt` that have no results in `tests/.suites/stdlib`, modules that are
named run again; `--page` only writes this page.

| module | CPython | RustPython | pyrun | pyrun `-X lazyimportsall` |
|---|---|---|---|---|""".splitlines()

TAIL = """## Worse than plain RustPython

Tests that CPython and plain RustPython pass and pyrun does not. *not reached*: the run ended
before.
""".splitlines()


if __name__ == "__main__":
    sys.exit(main())
