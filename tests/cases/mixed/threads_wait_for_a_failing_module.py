# A thread that waits for a module that then fails tries itself; nobody gets half a module.
import threading
lazy import slowbad

results = []

def use():
    try:
        results.append(slowbad)
    except ValueError as error:
        results.append(str(error))

threads = [threading.Thread(target=use) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(results, type(globals()["slowbad"]).__name__)

#--- file slowbad.py
import time
time.sleep(0.1)
raise ValueError("bad")

#--- lazy
#| ['bad', 'bad', 'bad', 'bad'] lazy_import
