# Becomes a program for which one system call fails, as in some containers:
# restricted.py CALL[/BITS]:ERROR PROGRAM ARGUMENT...
# With BITS, only where the fourth argument has one of them.
import ctypes, errno, os, struct, sys

NO_NEW_PRIVILEGES, SECCOMP, BY_FILTER = 38, 22, 2
# What a filter does, and what it answers.
LOAD, JUMP_IF_EQUAL, JUMP_IF_BITS, ANSWER = 0x20, 0x15, 0x45, 0x06
ALLOW, FAIL, KILL = 0x7FFF0000, 0x00050000, 0x80000000
# Where it finds the call's number, the machine and the low half of the fourth argument.
NUMBER, MACHINE, FOURTH = 0, 4, 16 + 3 * 8
MACHINES = {
    "x86_64": (0xC000003E, {
        "mmap": 9, "prctl": 157, "pwrite64": 18, "flock": 73, "ftruncate": 77, "madvise": 28,
        "sigaltstack": 131, "sched_getaffinity": 204, "prlimit64": 302, "getrandom": 318, "statx": 332}),
    "aarch64": (0xC00000B7, {
        "mmap": 222, "prctl": 167, "pwrite64": 68, "flock": 32, "ftruncate": 46, "madvise": 233,
        "sigaltstack": 132, "sched_getaffinity": 123, "prlimit64": 261, "getrandom": 278, "statx": 291}),
}

def instruction(code, value, on_yes=0, on_no=0):
    return struct.pack("=HBBI", code, on_yes, on_no, value)

def the_filter(rule, machine, numbers):
    call, error = rule.split(":")
    call, _, bits = call.partition("/")
    yield instruction(LOAD, MACHINE)
    # Other instruction sets have other numbers.
    yield instruction(JUMP_IF_EQUAL, machine, on_yes=1)
    yield instruction(ANSWER, KILL)
    yield instruction(LOAD, NUMBER)
    yield instruction(JUMP_IF_EQUAL, numbers[call], on_no=3 if bits else 1)
    if bits:
        yield instruction(LOAD, FOURTH)
        yield instruction(JUMP_IF_BITS, int(bits, 0), on_no=1)
    yield instruction(ANSWER, FAIL | getattr(errno, error))
    yield instruction(ANSWER, ALLOW)

def install(code):
    instructions = ctypes.create_string_buffer(b"".join(code))
    program = struct.pack("HP", len(code), ctypes.addressof(instructions))
    program = ctypes.create_string_buffer(program)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    prctl.argtypes = [ctypes.c_int] + [ctypes.c_ulong] * 4
    if (prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
            or prctl(SECCOMP, BY_FILTER, ctypes.addressof(program), 0, 0)):
        sys.exit(f"no filter: {os.strerror(ctypes.get_errno())}")

name = os.uname().machine
if name not in MACHINES:
    sys.exit(f"no filter: the system calls of {name} have unknown numbers")
install(list(the_filter(sys.argv[1], *MACHINES[name])))
os.execv(sys.argv[2], sys.argv[2:])
