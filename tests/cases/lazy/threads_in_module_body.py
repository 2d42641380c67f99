# A thread started while a module loads may resolve other names: no deadlock.
import n
import starter
print(starter.seen)
#--- file starter.py
import threading
import __main__
seen = []
thread = threading.Thread(target=lambda: seen.append(__main__.n.VALUE))
thread.start()
thread.join(20)
#--- lazy
#| LOAD n
#| [2]
