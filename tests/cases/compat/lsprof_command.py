# python -m cProfile: sort order, output file, modules, arguments, exit.
import os
import pstats
import subprocess
import sys

with open("script.py", "w") as file:
    file.write("""
import sys, __main__
def work(): return len(sys.argv)
print(sys.argv, __name__, __main__.work is work)
work()
sys.exit(3)
""")


def run(*arguments):
    done = subprocess.run([sys.executable, "-m", "cProfile", *arguments],
                          capture_output=True, text=True)
    print(done.returncode, repr(done.stderr))
    return done.stdout


output = run("-s", "cumtime", "script.py", "a", "-b")
print(output.splitlines()[0])
print("Ordered by: cumulative time" in output, "(work)" in output)
print("{built-in method builtins.len}" in output)

print(run("-o", "out.prof", "script.py"), end="")
stats = pstats.Stats("out.prof")
print(sorted(key[2] for key in stats.stats if key[0] == "script.py"))
with open("library.py", "w") as file:
    file.write("def work(): print(__name__)\nwork()\n")
print("(work)" in run("-m", "library"))
print(run().splitlines()[0])
print(os.path.exists("out.prof"))
#--- lazy
#| 0 ''
#| ['script.py', 'a', '-b'] __main__ True
#| True True
#| True
#| 0 ''
#| ['script.py'] __main__ True
#| ['<module>', 'work']
#| 0 ''
#| True
#| 2 ''
#| Usage: cProfile.py [-o output_file_path] [-s sort] [-m module | scriptfile] [arg] ...
#| True
#--- eager pyrun
#| 0 ''
#| ['script.py', 'a', '-b'] __main__ True
#| True True
#| True
#| 0 ''
#| ['script.py'] __main__ True
#| ['<module>', 'work']
#| 0 ''
#| True
#| 2 ''
#| Usage: cProfile.py [-o output_file_path] [-s sort] [-m module | scriptfile] [arg] ...
#| True
