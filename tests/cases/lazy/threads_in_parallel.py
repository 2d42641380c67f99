# Different modules load in parallel: each waits for the other to have started.
import threading
import left, right
threading.started = {"left": threading.Event(), "right": threading.Event()}
threads = [threading.Thread(target=lambda: left), threading.Thread(target=lambda: right)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(left.met, right.met)
#--- file left.py
import threading
threading.started["left"].set()
met = threading.started["right"].wait(10)
#--- file right.py
import threading
threading.started["right"].set()
met = threading.started["left"].wait(10)
#--- lazy
#| True True
