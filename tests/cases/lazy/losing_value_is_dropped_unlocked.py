# Two threads resolve at once: the value that comes second may have a destructor
# that reads the name itself.
import sys, threading, types
barrier = threading.Barrier(2)
class Value:
    def __del__(self):
        other["obj"]
module = types.ModuleType("fx")
def get(name):
    if name != "obj":
        raise AttributeError(name)
    try:
        barrier.wait(3)
    except threading.BrokenBarrierError:
        pass
    return Value()
module.__getattr__ = get
sys.modules["fx"] = module
space = {}
exec("from fx import obj", space)
other = space.copy()
threads = [threading.Thread(target=lambda: space["obj"] and None) for _ in range(2)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join(20)
print(any(thread.is_alive() for thread in threads))
sys.stdout.flush()
import os
os._exit(0)
#--- lazy
#| False
