"""What cannot be told on standard error does not end the program."""
import os
import subprocess
import sys

program = """
class A:
    def __del__(self):
        1 / 0
A()
print("after", flush=True)
raise SystemExit(3)
"""
flags = subprocess._args_from_interpreter_flags()
with open("/dev/full", "w") as full:
    result = subprocess.run([sys.executable, *flags, "-c", program], stdout=subprocess.PIPE, stderr=full, text=True)
# 120: CPython says as well that it could not flush.
print(result.returncode in (3, 120), result.stdout.split())
#--- lazy
#| True ['after']
#--- eager
#| True ['after']
