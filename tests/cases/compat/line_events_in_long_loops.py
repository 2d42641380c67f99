"""Line events do not change what a loop does whose jumps need an EXTENDED_ARG."""
import sys

monitoring = getattr(sys, "monitoring", None)


def trace(frame, event, argument):
    return trace


def source(head):
    body = "".join(f"    x = value + {n}\n" for n in range(100))
    return f"def loop(values):\n  out = []\n  {head}\n    out.append(value)\n{body}  return out, 'done'\n"


def run(head):
    namespace = {}
    exec(compile(source(head), "loop", "exec"), namespace)
    return namespace["loop"](iter([0, 1, 2]))


heads = ["for value in values:", "while (value := next(values, None)) is not None:"]
sys.settrace(trace)
for head in heads:
    print(*run(head))
sys.settrace(None)
if monitoring:
    monitoring.use_tool_id(4, "test")
    monitoring.register_callback(4, monitoring.events.LINE, lambda code, line: None)
    monitoring.set_events(4, monitoring.events.LINE)
print(*map(run, heads))
if monitoring:
    monitoring.set_events(4, 0)
    monitoring.free_tool_id(4)
#--- lazy
#| [0, 1, 2] done
#| [0, 1, 2] done
#| ([0, 1, 2], 'done') ([0, 1, 2], 'done')
#--- eager
#| [0, 1, 2] done
#| [0, 1, 2] done
#| ([0, 1, 2], 'done') ([0, 1, 2], 'done')
