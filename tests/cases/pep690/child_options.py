# Child processes get -X lazyimportsall.
import subprocess
words = subprocess._args_from_interpreter_flags()
print([words[i - 1] + " " + word for i, word in enumerate(words) if "lazy" in word])
#--- lazy
#| ['-X lazyimportsall']
