# A standard library module that runs as a program knows its file and its name.
import os
import runpy
import subprocess
import sys


def run(*arguments):
    child = subprocess.run([sys.executable, *arguments], capture_output=True, text=True)
    return child.stdout.replace(os.path.basename(sys.executable), "python")


print(run("-m", "unittest", "--help").splitlines()[0][:25])
names = runpy.run_module("keyword")
print(names["__name__"], os.path.basename(names["__file__"]))
print(os.path.basename(names["__spec__"].origin), names["__spec__"].parent == "")
#--- lazy
#| usage: python -m unittest
#| keyword keyword.py
#| keyword.py True
#--- eager
#| usage: python -m unittest
#| keyword keyword.py
#| keyword.py True
