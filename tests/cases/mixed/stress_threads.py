# Eight threads resolve overlapping lazy names, failures and cycles among them. Every
# module that loads is executed once, and no name is lost. STRESS_SECONDS makes it longer.
# By hand, run it in an empty folder: it writes the modules into the current one.
import builtins, os, random, sys, threading, time

builtins.executed = []
MODULES = {
    "one.py": "executed.append(__name__)\nVALUE = 1\n",
    "two.py": "executed.append(__name__)\nlazy import one\nVALUE = 2\ndef via(): return one.VALUE\n",
    "ring_a.py": "executed.append(__name__)\nlazy import ring_b\nVALUE = 3\ndef via(): return ring_b.VALUE\n",
    "ring_b.py": "executed.append(__name__)\nlazy import ring_a\nVALUE = 4\ndef via(): return ring_a.VALUE\n",
    "tree/__init__.py": "executed.append(__name__)\n",
    "tree/leaf.py": "executed.append(__name__)\nimport time\ntime.sleep(0.001)\nVALUE = 5\n",
    "broken.py": "import time\ntime.sleep(0.001)\nraise ValueError('broken')\n",
}
for name, source in MODULES.items():
    os.makedirs(os.path.dirname(name) or ".", exist_ok=True)
    with open(name, "w") as file:
        file.write(source)
sys.path.insert(0, os.getcwd())

DECLARE = """
lazy import one, two, ring_a, ring_b, broken, no_such_module
lazy import tree.leaf
lazy from tree import leaf as direct
lazy from one import VALUE as value, missing
"""
WANTED = {
    "one.VALUE": 1, "two.VALUE": 2, "two.via()": 1, "ring_a.via()": 4, "ring_b.via()": 3,
    "tree.leaf.VALUE": 5, "direct.VALUE": 5, "value": 1,
    "broken": "ValueError", "no_such_module": "ModuleNotFoundError", "missing": "ImportError",
}
LOADED = ["one", "ring_a", "ring_b", "tree", "tree.leaf", "two"]
problems = set()

def use(namespace, seed, barrier):
    expressions = list(WANTED)
    random.Random(seed).shuffle(expressions)
    barrier.wait()
    for expression in expressions:
        try:
            seen = eval(expression, namespace)
        except Exception as error:
            seen = type(error).__name__
        if seen != WANTED[expression]:
            problems.add((expression, repr(seen)))

end = time.monotonic() + float(os.environ.get("STRESS_SECONDS", "3"))
rounds = 0
while time.monotonic() < end or not rounds:
    rounds += 1
    for name in LOADED:
        sys.modules.pop(name, None)
    executed.clear()
    namespace = {"__name__": f"round{rounds}"}
    exec(DECLARE, namespace)
    barrier = threading.Barrier(8)
    threads = [threading.Thread(target=use, args=(namespace, rounds * 8 + n, barrier), daemon=True)
               for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        if thread.is_alive():
            print("deadlock")
            os._exit(1)
    if sorted(executed) != LOADED:
        problems.add(("executed", tuple(sorted(executed))))
print(rounds > 0, sorted(problems))

#--- lazy
#| True []
