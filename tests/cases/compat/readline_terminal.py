# readline on a terminal: Tab completes once it is bound, also for cmd.Cmd; hooks
# put text in front, and the history is at the Up key.
import os
import pty
import re
import sys
import time

CHILD = r'''
import cmd, readline
print("READY")
readline.add_history("from history")
print("1", repr(input("1> ")))
readline.set_completer(lambda text, state: "apple" if text == "ap" and not state else None)
print("2", repr(input("2> ")))
readline.parse_and_bind("tab: complete")
print("3", repr(input("3> ")))
readline.set_startup_hook(lambda: readline.insert_text("put "))
print("4", repr(input("4> ")))
readline.set_startup_hook()
class Shell(cmd.Cmd):
    prompt = "5> "
    def do_greet(self, rest):
        print("greet", repr(rest))
        return True
    def complete_greet(self, text, line, begidx, endidx):
        return [word for word in ("world",) if word.startswith(text)]
Shell().cmdloop()
print("6", [readline.get_history_item(n + 1) for n in range(readline.get_current_history_length())])
'''
KEYS = ["\x1bOA\r", "a\tb\r", "ap\t!\r", "it\r", "gr\t wo\t\r"]

child, terminal = pty.fork()
if child == 0:
    os.environ["TERM"] = "xterm"
    os.execv(sys.executable, [sys.executable, "-c", CHILD])
seen = b""


def read():
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


for number, keys in enumerate(KEYS, 1):
    while f"{number}> ".encode() not in seen:
        piece = read()
        if not piece:
            break
        seen += piece
    time.sleep(0.3)
    os.write(terminal, keys.encode())
while piece := read():
    seen += piece
os.waitpid(child, 0)
text = re.sub(r"\x1b(\[[?0-9;]*[A-Za-z]|[=>])", "", seen.decode())
for line in text.replace("\r", "\n").split("\n"):
    if line[:2] in ("1 ", "2 ", "3 ", "4 ", "6 ") or line.startswith(("greet", "Traceback")):
        print(line)
#--- lazy
#| 1 'from history'
#| 2 'a\tb'
#| 3 'apple!'
#| 4 'put it'
#| greet 'world'
#| 6 ['from history', 'a\tb', 'apple!', 'put it', 'greet world']
#--- eager
#| 1 'from history'
#| 2 'a\tb'
#| 3 'apple!'
#| 4 'put it'
#| greet 'world'
#| 6 ['from history', 'a\tb', 'apple!', 'put it', 'greet world']
