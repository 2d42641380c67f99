"""Starting this process again from the beginning, as it was started."""

import os
import signal
import sys

# The word that tells the new process that it is not the first one.
AGAIN = "--again"


class Again:
    """How this process was started, noted before a program can change that.

    The new program takes the place of this one, with its process id and without
    threads, modules, sockets and handlers that are left.
    """

    def __init__(self):
        self._executable = sys.executable or sys.orig_argv[0]
        self._words = list(sys.orig_argv)
        if AGAIN not in self._words[:3]:
            self._words.insert(2, AGAIN)
        self._environment = dict(os.environ)
        self._folder = os.getcwd()
        names = ("SIGINT", "SIGTERM", "SIGHUP")
        numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
        self._handlers = {number: signal.getsignal(number) for number in numbers}

    def restore_signals(self):
        """Let Ctrl-C and its like do what they did before the program ran."""
        for number, handler in self._handlers.items():
            if handler is not None and signal.getsignal(number) is not handler:
                signal.signal(number, handler)

    def start(self):
        """Start again; does not return."""
        os.chdir(self._folder)
        os.execve(self._executable, self._words, self._environment)


def handles(number):
    """Whether the process handles this signal, which would end it or do nothing
    otherwise. signal.getsignal() knows that in the main thread only."""
    try:
        with open("/proc/self/status") as file:
            caught = next(line for line in file if line.startswith("SigCgt:"))
    except (OSError, StopIteration):
        return True
    return bool(int(caught.split()[1], 16) >> number - 1 & 1)
