# Many threads, one name: one load, one object.
import threading
import slow
seen = []
threads = [threading.Thread(target=lambda: seen.append(slow)) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(seen), len({id(module) for module in seen}))
#--- file slow.py
import time
print("LOAD slow", flush=True)
time.sleep(0.2)
#--- lazy
#| LOAD slow
#| 8 1
