# What the optimiser's documentation recommends: set-up, monitoring, file changes, errors.
import sys
import time
from pepperpy.utils.imports import lazy_import
from pepperpy.utils.imports_hook import ImportOptimizer
from pepperpy.utils.modules import ModuleManager


class logger:
    def warning(text):
        print("warning", text.split(" (")[0])

    critical = warning


def setup_import_optimization():
    manager = ModuleManager()
    optimizer = ImportOptimizer(manager)
    sys.meta_path.insert(0, optimizer)
    return optimizer


def check_import_performance(optimizer):
    profiles = optimizer.get_import_profiles()
    if profiles["analysis"]["average_duration"] > 0.1:
        logger.warning("imports are slow")
        for profile in profiles["slow_imports"]:
            logger.warning(f"{profile.module} ({profile.duration:.3f}s)")


def handle_file_change(optimizer, path):
    optimizer.invalidate_path(path)
    dependents = optimizer.get_dependent_modules(path)
    for module in dependents:
        optimizer.reload_module(module)


def monitor_imports(optimizer):
    while True:
        time.sleep(60)
        profiles = optimizer.get_import_profiles()
        for profile in profiles["slow_imports"]:
            if profile.duration > 0.1:
                logger.critical(f"{profile.module}")


optimizer = setup_import_optimization()
import slow
slow.VALUE
optimizer.clear_profiles()
optimizer.reload_module("slow")
check_import_performance(optimizer)

# A change below reaches everything above it.
import view
print(view.show())
with open("data.py", "w") as file:
    file.write("def name():\n    return 'new'\n")
print(sorted(optimizer.get_dependent_modules("data.py")))
handle_file_change(optimizer, "data.py")
print(view.show())

try:
    import my_module
    my_module.VALUE
except ImportError as e:
    print("ImportError", e)
    profiles = optimizer.get_import_profiles()
    profile = profiles["profiles"].get("my_module")
    if profile and profile.errors:
        print("errors:", profile.errors)

optional_module = lazy_import("optional_module")
print(optional_module, "optional_module" in sys.modules)
print(optional_module.VALUE, "optional_module" in sys.modules)
try:
    lazy_import("no_such_module").VALUE
except ImportError as error:
    print(error.module, error)


def optimize_import_paths():
    common_paths = ["common"]
    sys.path[:0] = common_paths


optimize_import_paths()
import shared
print(shared.VALUE)


class Stop(Exception):
    pass


def sleep(seconds):
    rounds.append(seconds)
    if len(rounds) > 1:
        raise Stop


rounds = []
time.sleep = sleep
try:
    monitor_imports(optimizer)
except Stop:
    print(rounds)
#--- file slow.py
import time
VALUE = 1
time.sleep(0.15)
#--- file data.py
def name():
    return "old"
#--- file model.py
from data import name


def title():
    return name().title()
#--- file view.py
from model import title


def show():
    return f"<{title()}>"
#--- file my_module.py
from data import no_such_name
VALUE = no_such_name
#--- file optional_module.py
VALUE = "optional"
#--- file common/shared.py
VALUE = "shared"
#--- eager pyrun
#| warning imports are slow
#| warning slow
#| <Old>
#| ['__main__', 'model', 'view']
#| <New>
#| ImportError cannot import name 'no_such_name' from 'data' (DIR/data.py)
#| errors: ["cannot import name 'no_such_name' from 'data' (DIR/data.py)"]
#| <LazyModule 'optional_module' (not loaded)> False
#| optional True
#| no_such_module Failed to import module: No module named 'no_such_module'
#| shared
#| warning slow
#| [60, 60]
#--- lazy
#| warning imports are slow
#| warning slow
#| <Old>
#| ['__main__', 'model', 'view']
#| <New>
#| ImportError cannot import name 'no_such_name' from 'data' (DIR/data.py)
#| errors: ["cannot import name 'no_such_name' from 'data' (DIR/data.py)"]
#| <LazyModule 'optional_module' (not loaded)> False
#| optional True
#| no_such_module Failed to import module: No module named 'no_such_module'
#| shared
#| warning slow
#| [60, 60]
