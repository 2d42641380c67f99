"""Who imports whom, as seen while the program runs.

This is the only module of the package that observes imports; the others ask it.
The runtime tells it of each call of the builtin `__import__`, which import statements
are whether the module is loaded already or not, and resolving a lazy name is one as
well; `builtins.__import__` stays what it is. In front of `importlib.import_module`
stands a function of ours. It observes between the first acquire() and the last
release().

Names are those of `sys.modules`. `import a.b` is an edge to a.b; `from a import b`
is one to a.b if b is that submodule, and otherwise one to a.
"""

import _thread
import importlib
import sys

import _pyrun

_lock = _thread.RLock()
_edges = {}
_unseen = set()
_before = []
_after = []
_users = 0
_active = False
_installed = False
_import_module = None


def hidden(function):
    """Let function's frames pass as part of the import system, so that warnings
    and tracebacks point at the import statement."""
    function.__code__ = function.__code__.replace(
        co_filename="<frozen importlib._bootstrap>"
    )
    return function


def acquire():
    """Observe imports until a matching release()."""
    global _users, _active, _installed, _import_module
    with _lock:
        _users += 1
        if _active:
            return
        # Modules that are there already may have imported before we looked.
        _unseen.update(list(sys.modules))
        if not _installed:
            _installed = True
            _import_module = importlib.import_module
            importlib.import_module = _observed_import_module
        _active = True
        _pyrun.observe_imports(_importing, _imported)


def release():
    """Undo one acquire()."""
    global _users, _active, _installed
    with _lock:
        _users -= 1
        if _users:
            return
        _active = False
        _pyrun.observe_imports(None, None)
        # Others may have put themselves in front of us since: then we stay, idle.
        # The original is kept for those who hold our function.
        if importlib.import_module is _observed_import_module:
            importlib.import_module = _import_module
            _installed = False


def observed(name):
    """Whether all imports of the module were observed, from its first line on."""
    return name not in _unseen and (_active or name in _edges)


def dependencies(name):
    """The modules that the module was seen to import, in that order."""
    with _lock:
        return list(_edges.get(name, ()))


def graph():
    """All edges: a dictionary from a module to the set of those it imports."""
    with _lock:
        return {importer: set(targets) for importer, targets in _edges.items()}


def begin(name):
    """Say that the module's code starts to run, from its first line. Returns what
    restore() takes if that fails."""
    with _lock:
        old = _edges.get(name), name in _unseen
        _edges[name] = {}
        _unseen.discard(name)
        return old


def restore(name, old):
    """Take back a begin(): the module is what it was before."""
    edges, unseen = old
    with _lock:
        if edges is None:
            _edges.pop(name, None)
        else:
            _edges[name] = edges
        if unseen:
            _unseen.add(name)


def subscribe(before=None, after=None):
    """Call before().importing(importer, target) before each observed import, and
    after().imported(names) after it, with what was imported.

    Both are weak references, which are dropped when they are dead.
    """
    with _lock:
        if before is not None:
            _before.append(before)
        if after is not None:
            _after.append(after)


def record(importer, target, names=()):
    """Note that importer has imported target, and names from it."""
    found = []
    module = sys.modules.get(target)
    for name in names or ():
        child = sys.modules.get(f"{target}.{name}")
        if child is not None and getattr(module, name, None) is child:
            found.append(f"{target}.{name}")
    if not found or len(found) < len(names):
        found.append(target)
    with _lock:
        targets = _edges.setdefault(importer, {})
        for name in found:
            if name != importer:
                targets[name] = None
    for listener in _alive(_after):
        listener.imported(found)


def absolute(name, package, level):
    """The full name of what `level` dots and name mean inside package."""
    if not level:
        return name
    base = package.rsplit(".", level - 1)[0]
    return f"{base}.{name}" if name else base


def _package(space):
    package = space.get("__package__")
    if package is not None:
        return package
    name = space.get("__name__", "")
    return name if "__path__" in space else name.rpartition(".")[0]


def _tell(importer, target):
    for listener in _alive(_before):
        listener.importing(importer, target)


def _alive(references):
    listeners = []
    for reference in list(references):
        listener = reference()
        if listener is not None:
            listeners.append(listener)
            continue
        with _lock:
            if reference in references:
                references.remove(reference)
    return listeners


def _importer(space):
    name = space.get("__name__") if type(space) is dict else None
    if type(name) is not str or name == "pyrun.imports" or name.startswith("pyrun.imports."):
        return None
    return name


@hidden
def _importing(name, space, level):
    importer = _importer(space) if _active else None
    if importer is None:
        return None
    target = absolute(name, _package(space) if level else "", level)
    _tell(importer, target)
    return importer, target


@hidden
def _imported(edge, names):
    record(*edge, names or ())


@hidden
def _observed_import_module(name, package=None):
    importer = _importer(sys._getframe(1).f_globals) if _active else None
    if importer is None:
        return _import_module(name, package)
    bare = name.lstrip(".")
    target = absolute(bare, package or "", len(name) - len(bare))
    _tell(importer, target)
    result = _import_module(name, package)
    record(importer, target)
    return result
