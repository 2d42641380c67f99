# readline without a terminal: input() stays as it is; history and settings work.
import builtins
import os
import subprocess
import sys

before = builtins.input
import readline

readline.parse_and_bind("tab: complete")
print(builtins.input is before)
done = subprocess.run([sys.executable, "-c", "import readline; print(repr(input('? ')), input())"],
                      input="one\ntwo\n", capture_output=True, text=True)
print(repr(done.stdout), done.stderr)

print(readline.get_completer(), readline.get_history_length(), repr(readline.get_line_buffer()))
readline.set_completer(print)
print(readline.get_completer() is print)
readline.set_completer()
readline.set_completer_delims(" ;")
print(sorted(readline.get_completer_delims()), readline.get_begidx(), readline.get_endidx())

readline.clear_history()
for line in ("first", "second", "thörd"):
    readline.add_history(line)
print(readline.get_current_history_length(), readline.get_history_item(1), readline.get_history_item(9))
readline.replace_history_item(0, "FIRST")
readline.remove_history_item(1)
for position in (-1, 7):
    try:
        readline.remove_history_item(position)
    except ValueError as error:
        print(error)
readline.write_history_file("history")
print(oct(os.stat("history").st_mode))
readline.add_history("fourth")
readline.append_history_file(1, "history")
readline.clear_history()
readline.read_history_file("history")
print([readline.get_history_item(n + 1) for n in range(readline.get_current_history_length())])
readline.set_history_length(2)
readline.write_history_file("short")
with open("short", encoding="utf-8") as file:
    print(file.read().split())
readline.append_history_file(1, "short")
with open("short", encoding="utf-8") as file:
    print(file.read().split())
for function in (readline.read_history_file, lambda name: readline.append_history_file(1, name)):
    try:
        function("missing")
    except OSError as error:
        print(type(error).__name__)
print(os.path.exists("missing"))
#--- lazy
#| True
#| "? 'one' two\n" 
#| None -1 ''
#| True
#| [' ', ';'] 0 0
#| 3 first None
#| History index cannot be negative
#| No history item at position 7
#| 0o100600
#| ['FIRST', 'thörd', 'fourth']
#| ['thörd', 'fourth']
#| ['fourth', 'fourth']
#| FileNotFoundError
#| FileNotFoundError
#| False
#--- eager
#| True
#| "? 'one' two\n" 
#| None -1 ''
#| True
#| [' ', ';'] 0 0
#| 3 first None
#| History index cannot be negative
#| No history item at position 7
#| 0o100600
#| ['FIRST', 'thörd', 'fourth']
#| ['thörd', 'fourth']
#| ['fourth', 'fourth']
#| FileNotFoundError
#| FileNotFoundError
#| False
