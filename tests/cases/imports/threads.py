# Many threads import, profile and reload at once.
import sys
import threading
from pyrun.imports import ImportCache, ImportOptimizer

for number in range(40):
    with open(f"m{number}.py", "w") as file:
        file.write(f"import shared\nfrom m{number // 2 if number else 'shared'} import VALUE\n" if number
                   else "from shared import VALUE\n")
with open("shared.py", "w") as file:
    file.write("VALUE = 1\n")

optimizer = ImportOptimizer()
optimizer.install()
cache = ImportCache(max_entries=5)
errors = []


def work(first):
    try:
        for step in range(40):
            name = f"m{(first + step) % 40}"
            module = __import__(name)
            module.VALUE
            cache.set(name, module, {"shared"})
            cache.get(name)
            if step % 10 == 0:
                optimizer.get_import_profiles()
                optimizer.get_dependent_modules("shared")
            if step % 20 == 0:
                optimizer.reload_module(name)
    except BaseException as error:
        errors.append(error)


threads = [threading.Thread(target=work, args=(number * 5,)) for number in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(errors)
for number in range(40):
    sys.modules[f"m{number}"].VALUE
profiles = optimizer.get_import_profiles()
print(sum(1 for name in profiles["profiles"] if name[0] == "m" and name[1:].isdigit()))
print(profiles["dependency_graph"]["m0"])
print(len(optimizer.get_dependent_modules("shared") - {"__main__"}))
print(cache.get_cache_stats()["entries"], profiles["error_counts"], optimizer.get_circular_imports())
#--- eager pyrun
#| []
#| 40
#| {'shared'}
#| 40
#| 5 {} []
#--- lazy
#| []
#| 40
#| {'shared'}
#| 40
#| 5 {} []
