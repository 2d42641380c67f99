# Linux: the last signal takes a handler, and fdatasync warns of a bool as fsync does.
import os
import signal
import tempfile
import warnings

print(signal.NSIG, max(signal.valid_signals()) < signal.NSIG)
seen = []
signal.signal(signal.SIGRTMAX, lambda number, frame: seen.append(number == signal.SIGRTMAX))
signal.raise_signal(signal.SIGRTMAX)
print(seen, signal.getsignal(signal.SIGRTMAX) is not None)

with tempfile.TemporaryFile() as file:
    print(os.fdatasync(file), os.fdatasync(file.fileno()))
with warnings.catch_warnings():
    warnings.simplefilter("error")
    for function in os.fsync, os.fdatasync:
        try:
            function(True)
        except RuntimeWarning as warning:
            print(warning)
#--- lazy
#| 65 True
#| [True] True
#| None None
#| bool is used as a file descriptor
#| bool is used as a file descriptor
#--- eager pyrun
#| 65 True
#| [True] True
#| None None
#| bool is used as a file descriptor
#| bool is used as a file descriptor
