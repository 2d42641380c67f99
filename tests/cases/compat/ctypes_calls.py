# Calls by ctypes that wait let other threads go on; callbacks, text and no result at all.
import ctypes
import gc
import threading
import time

library = ctypes.CDLL(None)
order = []


def work():
    time.sleep(0.2)
    gc.collect()
    order.append("collected")


thread = threading.Thread(target=work)
thread.start()
library.usleep(900000)
order.append("slept")
thread.join()
print(order)

nothing = library["abs"]
nothing.restype = None
print(nothing(-4), nothing.restype)
nothing.restype = ctypes.c_int
print(nothing(-4), library.wcslen("aß€"))

Comparison = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
calls = []


@Comparison
def compare(left, right):
    gc.collect()
    left, right = (ctypes.c_int.from_address(address).value for address in (left, right))
    calls.append((left, right))
    return left - right


for argtypes in (None, [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_size_t, Comparison]):
    numbers = (ctypes.c_int * 5)(5, 1, 4, 2, 3)
    sort = library["qsort"]
    sort.argtypes = argtypes
    sort(numbers, 5, ctypes.sizeof(ctypes.c_int), compare)
    print(numbers[:], len(calls) > 4)
#--- lazy
#| ['collected', 'slept']
#| None None
#| 4 3
#| [1, 2, 3, 4, 5] True
#| [1, 2, 3, 4, 5] True
#--- eager
#| ['collected', 'slept']
#| None None
#| 4 3
#| [1, 2, 3, 4, 5] True
#| [1, 2, 3, 4, 5] True
