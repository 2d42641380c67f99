# Child processes get -X lazy_imports=all.
import subprocess
words = subprocess._args_from_interpreter_flags()
print([words[i - 1] + " " + word for i, word in enumerate(words) if "lazy" in word])
#--- options -X lazy_imports=all
#--- lazy
#| ['-X lazy_imports=all']
