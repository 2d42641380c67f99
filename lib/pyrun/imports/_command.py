"""`pyrun watch`: a program whose modules are kept up to date, and which runs again
when that is not enough."""

import _thread
import os
import signal
import sys
from time import sleep

from . import _graph, _source
from ._again import AGAIN, Again, handles
from ._files import File, forget_bytecode
from ._program import NoProgram, Program
from .reload import error_text, is_ours
from .watch import Watcher

# Seconds that a running program has to end when it is to run again.
_PATIENCE = 5
_INTERRUPTED = 130


def main():
    """Do what the words of sys.argv say: seconds between looks, which modules to look
    at, whether this is the first start, and the program with its arguments."""
    interval, which, start, kind, name, *arguments = sys.argv[1:]
    select = None if which == "edited" else lambda name, module: True
    again = Again()
    program = Program(kind == "module", name, arguments)
    with Watcher(select=select) as watcher:
        Session(program, watcher, again, float(interval)).run(start == AGAIN)


class Session:
    """A run of the program, until the process starts again or ends."""

    def __init__(self, program, watcher, again, interval):
        self._program = program
        self._watcher = watcher
        self._again = again
        self._interval = interval
        self._process = os.getpid()
        # Held while modules are reloaded, and when one of these is set.
        self._lock = _thread.allocate_lock()
        self._is_over = False
        self._starts_again = False

    def run(self, again):
        """Run the program, and wait for a change when it has ended."""
        _thread.start_new_thread(self._keep_up, ())
        try:
            self._run(again)
        except KeyboardInterrupt:
            if not self._starts_again:
                say("stopped")
                sys.exit(_INTERRUPTED)
        self._finish()

    def _run(self, again):
        error = self._outcome()
        if self._starts_again:
            return
        if isinstance(error, NoProgram) and not again:
            print_error(str(error))
            sys.exit(error.code)
        # As they are now: what is edited while we print is a change.
        files = [File(path) for path in _files(error)]
        missing = [path for path in _missing(error) if not os.path.exists(path)]
        code = show(error)
        # A child of the program ends here as well.
        if isinstance(error, KeyboardInterrupt) or os.getpid() != self._process:
            sys.exit(code)
        _end_threads()
        with self._lock:
            self._is_over = True
        if not self._starts_again:
            _flush()
            self._again.restore_signals()
            say(f"{self._program.name} ended with exit code {code}; "
                "waiting for a change (Ctrl-C to stop)")
            self._wait(files, missing)
            say(f"running {self._program.name} again")

    def _outcome(self):
        try:
            self._program.run()
        except BaseException as error:
            trace = error.__traceback__
            while trace is not None and is_ours(trace.tb_frame.f_code.co_filename):
                trace = trace.tb_next
            return error.with_traceback(trace)
        return None

    def _finish(self):
        """End the program like the interpreter does, and start again."""
        try:
            self._again.restore_signals()
            _end_threads()
            _flush()
        except KeyboardInterrupt:
            pass
        self._again.start()

    # When the program has ended

    def _wait(self, files, missing):
        """Wait until one of these files, the program or a module has changed, or one
        that was missing is there."""
        if self._program.file is not None:
            files.append(self._program.file)
        changed = []
        names = set()
        while not (changed or names or any(map(os.path.exists, missing))):
            sleep(self._interval)
            changed = [file.path for file in files if file.has_changed()]
            names = self._watcher.scan()
        _forget(names)
        for path in changed:
            forget_bytecode(path)

    # While the program runs, in a thread

    def _keep_up(self):
        while not self._is_over:
            sleep(self._interval)
            try:
                with self._lock:
                    if not self._is_over:
                        self._look()
                if self._starts_again:
                    self._interrupt()
            except Exception as error:
                # The next change is to be seen nevertheless.
                print_error(error_text(error))

    def _look(self):
        file = self._program.file
        if file is not None and file.has_changed() and self._can_run():
            say(f"{self._program.name} has changed; running it again")
            self._starts_again = True
            return
        report = self._watcher.poll()
        for name, text in report.errors().items():
            print_error(text)
            say(f"{name} failed to reload; its old version stays")
        if report.reloaded:
            say(f"reloaded {', '.join(report.reloaded)}")
            rebind(report.reloaded)
        _forget([*report.reloaded, *report.failed])

    def _can_run(self):
        try:
            return self._program.can_run()
        except (SyntaxError, ValueError) as error:
            print_error(error_text(error))
            say(f"{self._program.name} cannot run; its old version goes on")
        except OSError:
            # It is being replaced.
            pass
        return False

    def _interrupt(self):
        """Let the program end as by Ctrl-C, or without it if it does not."""
        if handles(signal.SIGINT):
            os.kill(self._process, signal.SIGINT)
            sleep(_PATIENCE)
        self._again.start()


def show(error):
    """Print what the interpreter prints when a program ends with this exception, or
    with None; returns the exit code."""
    if error is None:
        return 0
    if isinstance(error, NoProgram):
        print_error(str(error))
        return error.code
    if isinstance(error, SystemExit):
        return _exit_code(error.code)
    sys.excepthook(type(error), error, error.__traceback__)
    return _INTERRUPTED if isinstance(error, KeyboardInterrupt) else 1


def _exit_code(code):
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xFF
    print_error(str(code))
    return 1


def _end_threads():
    """Wait for the program's threads and call its exit functions, each once."""
    import atexit
    import threading

    threading._shutdown()
    atexit._run_exitfuncs()


def _flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, OSError, ValueError):
            # There is none, or it is closed, or nobody reads it.
            pass


def _causes(error):
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _files(error):
    """Source files that a failure has to do with; modules that failed are not
    loaded."""
    found = set()
    for cause in _causes(error):
        if isinstance(cause, SyntaxError):
            found.add(cause.filename)
        elif isinstance(cause, ImportError):
            found.add(cause.path)
        trace = cause.__traceback__
        while trace is not None:
            found.add(trace.tb_frame.f_code.co_filename)
            trace = trace.tb_next
    return {path for path in found if path and os.path.isfile(path)}


def _missing(error):
    """Paths where a module or a program that was not found would be."""
    for cause in _causes(error):
        if isinstance(cause, NoProgram):
            yield from cause.paths
        elif isinstance(cause, ModuleNotFoundError) and cause.name:
            parent, _, name = cause.name.rpartition(".")
            package = sys.modules.get(parent)
            for folder in getattr(package, "__path__", ()) if parent else sys.path:
                yield os.path.join(folder, name)
                yield os.path.join(folder, f"{name}.py")


def _forget(names):
    for name in names:
        path = _graph.file_of(sys.modules.get(name))
        if path is not None:
            forget_bytecode(path)


def rebind(reloaded):
    """Let the running __main__ have the new values of what it took from reloaded
    modules with top-level `from m import name`."""
    space = sys.modules["__main__"].__dict__
    for target, name, bound in _source.bindings("__main__"):
        if target in reloaded and bound in space and hasattr(sys.modules[target], name):
            space[bound] = getattr(sys.modules[target], name)


def say(text):
    """Print a line of the command's own."""
    print_error(f"watch: {text}")


def print_error(text):
    """Print on the process's standard error, wherever sys.stderr goes."""
    data = f"{text.rstrip()}\n".encode("utf-8", "backslashreplace")
    try:
        # Not with print(), in which a Ctrl-C may get lost.
        while data:
            data = data[os.write(2, data):]
    except OSError:
        # Nobody reads it.
        pass
