"""Types at the REPL of the program that is the argument, on a pseudo-terminal."""
import os, pty, select, sys, time

pid, terminal = pty.fork()
if pid == 0:
    os.environ["TERM"] = "xterm"
    os.execv(sys.argv[1], [sys.argv[1], "-q", "-X", "lazyimportsall"])

seen = b""

def wait_for(text, seconds=30):
    global seen
    end = time.time() + seconds
    while text not in seen:
        if time.time() > end:
            sys.exit(f"no {text!r} in {seen[-500:]!r}")
        if select.select([terminal], [], [], 0.1)[0]:
            seen += os.read(terminal, 4096)
    seen = seen[seen.index(text) + len(text):]

def type_in(text):
    os.write(terminal, text)

wait_for(b">>> ")
type_in(b"import json\r")
wait_for(b">>> ")
type_in(b"js\t.dumps([40 + 2])\r")
wait_for(b"'[42]'")
type_in(b"for i in range(2):\r")
wait_for(b"... ")
type_in(b"print('row', i)\r\r")
wait_for(b"row 1")
type_in(b"exit(7)\r")
code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
print("ok" if code == 7 else f"exit code {code}")
