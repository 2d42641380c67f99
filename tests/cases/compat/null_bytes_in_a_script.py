# A file with a null byte: the message is not that of a string.
import os
import subprocess
import sys
import tempfile

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "bad.py")
    with open(path, "wb") as file:
        file.write(b"x = 1\n0000\0\n")
    answer = subprocess.run([sys.executable, path], capture_output=True, text=True)
    print(answer.returncode, answer.stderr.replace(folder, "folder").strip())
#--- lazy
#| 1 File "folder/bad.py", line 2
#|     0000
#| SyntaxError: source code cannot contain null bytes
#--- eager pyrun
#| 1 File "folder/bad.py", line 2
#|     0000
#| SyntaxError: source code cannot contain null bytes
