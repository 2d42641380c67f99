"""The interactive interpreter.

On a terminal this is the standard library's own REPL (``_pyrepl``: history,
multi-line editing, completion, colours); elsewhere, or with
``PYTHON_BASIC_REPL`` set, one that reads plain lines.
"""

import os
import sys


def _run_startup(namespace):
    path = os.getenv("PYTHONSTARTUP")
    if not path or sys.flags.ignore_environment:
        return
    try:
        with open(path, "rb") as file:
            source = file.read()
    except OSError as error:
        print(f"Could not open PYTHONSTARTUP\n{error!r}", file=sys.stderr)
        return
    try:
        exec(compile(source, path, "exec"), namespace)
    except SystemExit:
        raise
    except BaseException:
        sys.excepthook(*sys.exc_info())


def _run_interactive_hook():
    """`site` leaves a hook that reads the history and keeps it for next time."""
    hook = getattr(sys, "__interactivehook__", None)
    if hook is None:
        return
    try:
        hook()
    except Exception:
        print("Failed calling sys.__interactivehook__", file=sys.stderr)
        sys.excepthook(*sys.exc_info())


def _plain(namespace):
    """A REPL for anything that is no terminal: prompts, no editing."""
    import code

    class Console(code.InteractiveConsole):
        def raw_input(self, prompt=""):
            # CPython writes its prompts to stderr when stdin is no terminal.
            sys.stderr.write(str(prompt))
            sys.stderr.flush()
            line = sys.stdin.readline()
            if not line:
                raise EOFError
            return line.removesuffix("\n")

    sys.ps1 = getattr(sys, "ps1", ">>> ")
    sys.ps2 = getattr(sys, "ps2", "... ")
    Console(namespace, filename="<stdin>", local_exit=False).interact(banner="", exitmsg="")


def main(quiet, run_startup):
    """Run until end of input, in the namespace of ``__main__``."""
    import __main__

    namespace = __main__.__dict__
    if run_startup:
        _run_startup(namespace)
    if not quiet:
        print(f"Python {sys.version.split()[0]} (pyrun) on {sys.platform}", file=sys.stderr)
        print(
            'Type "help", "copyright", "credits" or "license" for more information.',
            file=sys.stderr,
        )
    if not sys.flags.isolated and os.isatty(0):
        _run_interactive_hook()
    if not os.getenv("PYTHON_BASIC_REPL") and os.isatty(0):
        from _pyrepl import main as pyrepl

        if pyrepl.CAN_USE_PYREPL:
            pyrepl.interactive_console(__main__)
            return
        print(pyrepl.FAIL_REASON, file=sys.stderr)
    _plain(namespace)
