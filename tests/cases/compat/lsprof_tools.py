# A profiler is a tool of sys.monitoring: only one at a time, and every thread.
import cProfile
import sys
import threading

first = cProfile.Profile()
second = cProfile.Profile()
first.enable()
print(sys.monitoring.get_tool(sys.monitoring.PROFILER_ID))
try:
    second.enable()
except ValueError as error:
    print(error)
first.disable()
print(sys.monitoring.get_tool(sys.monitoring.PROFILER_ID))
second.enable()
second.disable()


def leaf():
    pass


def branch():
    leaf()
    leaf()


profile = cProfile.Profile()
profile.enable()
threads = [threading.Thread(target=branch) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
profile.disable()
for entry in profile.getstats():
    if entry.code in (leaf.__code__, branch.__code__):
        callees = [(call.code.co_name, call.callcount) for call in entry.calls or ()]
        print(entry.code.co_name, entry.callcount, entry.reccallcount, callees)
#--- lazy
#| cProfile
#| Another profiling tool is already active
#| None
#| branch 4 0 [('leaf', 8)]
#| leaf 8 0 []
#--- eager pyrun
#| cProfile
#| Another profiling tool is already active
#| None
#| branch 4 0 [('leaf', 8)]
#| leaf 8 0 []
