# Runs a program under ptrace, stopped at each of its system calls, and ends as it does.
import ctypes, os, signal, sys

TRACE_ME, GO_ON_TO_SYSTEM_CALL, SET_OPTIONS = 0, 24, 0x4200
MARK_SYSTEM_CALLS, END_WITH_TRACER = 0x1, 0x100000
AT_SYSTEM_CALL = signal.SIGTRAP | 0x80

ptrace = ctypes.CDLL(None, use_errno=True).ptrace
ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_ulong, ctypes.c_ulong]
ptrace.restype = ctypes.c_long

def trace(request, process, data=0):
    if ptrace(request, process, 0, data) == -1:
        print("no trace:", os.strerror(ctypes.get_errno()), file=sys.stderr, flush=True)
        os._exit(1)

process = os.fork()
if process == 0:
    trace(TRACE_ME, 0)
    os.execv(sys.argv[1], sys.argv[1:])
status = os.waitpid(process, 0)[1]
if os.WIFSTOPPED(status):
    trace(SET_OPTIONS, process, MARK_SYSTEM_CALLS | END_WITH_TRACER)
stops = 0
signal_for_it = 0
while os.WIFSTOPPED(status):
    trace(GO_ON_TO_SYSTEM_CALL, process, signal_for_it)
    status = os.waitpid(process, 0)[1]
    signal_for_it = os.WSTOPSIG(status) if os.WIFSTOPPED(status) else 0
    if signal_for_it == AT_SYSTEM_CALL:
        signal_for_it = 0
        stops += 1
if stops:
    print("stopped at system calls", file=sys.stderr)
sys.exit(os.waitstatus_to_exitcode(status))
