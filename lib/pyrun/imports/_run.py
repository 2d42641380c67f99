"""The command behind pyrun.imports.watch.main."""

import builtins
import os
import sys

from . import _edges, _source
from .reload import error_text
from .watch import Watcher

USAGE = """\
usage: watch [--interval SECONDS] (SCRIPT | -m MODULE) [ARGUMENT...]

Runs the script. Whenever a source file of a loaded module changes, the module and
those that depend on it are reloaded. A module that fails to reload stays as it was.
When the script has ended, a change runs it again. Ctrl-C stops."""


class Program:
    """The script or module, to be run as __main__ any number of times."""

    def __init__(self, words):
        self.module = words[0] == "-m"
        self.words = words[1:] if self.module else words
        self.name = self.words[0]
        self.path = os.path.abspath(self.name)
        self.folder = os.getcwd() if self.module else os.path.dirname(self.path)
        sys.path[:1] = [self.folder]
        self.running = False

    def run(self):
        """Run it once; returns its exception, which may be SystemExit, or None."""
        module = type(sys)("__main__")
        module.__builtins__ = builtins
        sys.modules["__main__"] = module
        _edges.begin("__main__")
        self.running = True
        try:
            code = self._code(module)
            sys.argv = [module.__file__ if self.module else self.name, *self.words[1:]]
            exec(code, module.__dict__)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return error
        finally:
            self.running = False
        return None

    def _code(self, module):
        if self.module:
            return self._module_code(module)
        module.__file__ = self.path
        with open(self.path, "rb") as file:
            return compile(file.read(), self.name, "exec", 0, True)

    def _module_code(self, module):
        from importlib.util import find_spec

        spec = find_spec(self.name)
        if spec is not None and spec.submodule_search_locations is not None:
            spec = find_spec(f"{self.name}.__main__")
        if spec is None or not hasattr(spec.loader, "get_code"):
            raise ImportError(f"no code for {self.name}", name=self.name)
        module.__spec__ = spec
        module.__file__ = spec.origin
        module.__package__ = spec.parent
        if hasattr(spec.loader, "source_to_code"):
            return spec.loader.source_to_code(spec.loader.get_data(spec.origin), spec.origin)
        return spec.loader.get_code(spec.name)


def run(argv):
    """Run the command with these arguments and return its exit status."""
    interval = 0.3
    words = list(argv)
    if words[:1] in (["-h"], ["--help"]):
        print(USAGE)
        return 0
    if words[:1] == ["--interval"] and len(words) > 1:
        try:
            interval = float(words[1])
        except ValueError:
            words = []
        del words[:2]
    if not words or words[0].startswith("-") and (words[0] != "-m" or len(words) < 2):
        print(USAGE, file=sys.stderr)
        return 2

    program = Program(words)
    with Watcher() as watcher:
        return _watch(program, watcher, interval)


def _watch(program, watcher, interval):
    import threading

    wake = threading.Event()
    watcher._on_reload = lambda report: _on_reload(report, program, wake)
    watcher.start(interval)
    try:
        while True:
            wake.clear()
            error = program.run()
            _after(program, watcher, error)
            # In slices, because not every platform lets Ctrl-C into a long wait.
            while not wake.wait(0.2):
                pass
            say(f"running {program.name} again")
    except KeyboardInterrupt:
        say("stopped")
        return 0


def _after(program, watcher, error):
    if isinstance(error, SystemExit):
        code = error.code
        if code is not None and not isinstance(code, int):
            print(code, file=sys.stderr)
            code = 1
        say(f"{program.name} ended with exit status {code or 0}; waiting for a change")
        return
    if error is None:
        say(f"{program.name} ended; waiting for a change")
        return
    sys.stderr.write(error_text(error))
    watcher.add_files(_files(error, program))
    say(f"{program.name} failed; waiting for a change")


def _files(error, program):
    """What to look at after a failure: modules that failed are not loaded."""
    if not program.module:
        yield program.path
    while error is not None:
        if isinstance(error, SyntaxError) and error.filename:
            yield error.filename
        if isinstance(error, ImportError):
            # The missing file would appear there.
            yield program.folder
        trace = error.__traceback__
        while trace is not None:
            path = os.path.abspath(trace.tb_frame.f_code.co_filename)
            if path.startswith(program.folder):
                yield path
            trace = trace.tb_next
        error = error.__cause__ or error.__context__


def _on_reload(report, program, wake):
    for name, text in report.errors().items():
        sys.stderr.write(text)
        say(f"{name} failed to reload; its old version stays")
    if report.reloaded:
        say(f"reloaded {', '.join(report.reloaded)}")
    if not report.main:
        return
    if not program.running:
        wake.set()
        return
    rebind(report.reloaded)
    if not report.reloaded:
        wake.set()
        say(f"{program.name} has changed; it runs again when it ends")


def rebind(reloaded):
    """Let the running __main__ have the new values of what it took from reloaded
    modules with top-level `from m import name`."""
    space = sys.modules["__main__"].__dict__
    for target, name, bound in _source.bindings("__main__"):
        if target in reloaded and bound in space and hasattr(sys.modules[target], name):
            space[bound] = getattr(sys.modules[target], name)


def say(text):
    """Print a line of the command's own, on standard error."""
    sys.stdout.flush()
    print(f"watch: {text}", file=sys.stderr, flush=True)
