"""Run the code of loaded modules again, in place and safely.

The module object stays the same, and so do names that the new code does not set,
as with importlib.reload. Unlike there, a module whose code fails is put back as
it was, and stale bytecode is never used.

A module can carry state over:

    __reload_state__ = ("connections", "counter")

keeps the values of these names. Or, as functions:

    def __reload_state__(): return connections
    def __reload_restore__(state): ...

the first is called in the old version, and its result is given to the second in
the new version, after its code has run.
"""

import _thread
import os
import sys

from . import _edges, _graph
from .errors import ImportHookError

__all__ = ["ReloadReport", "error_text", "reload_changed", "reload_in_place"]

_lock = _thread.RLock()


class ReloadReport:
    """What a reload did.

    reloaded: names in the order in which they ran. failed: names to exceptions;
    these modules are as before. skipped: dependents that were left alone because
    nothing they depend on was reloaded. main: whether __main__, which is never
    reloaded, has changed or depends on a module that was.
    """

    def __init__(self):
        self.reloaded = []
        self.failed = {}
        self.skipped = []
        self.main = False

    def __bool__(self):
        return bool(self.reloaded or self.failed or self.main)

    def errors(self):
        """The failed modules' tracebacks: names to texts."""
        return {name: error_text(error) for name, error in self.failed.items()}

    def __repr__(self):
        return (f"ReloadReport(reloaded={self.reloaded!r}, "
                f"failed={self.failed!r}, skipped={self.skipped!r})")


def error_text(error):
    """The exception with its traceback, without our frames and those of the import
    system."""
    import traceback

    whole = traceback.TracebackException.from_exception(error)
    seen = []
    todo = [whole]
    while todo:
        part = todo.pop()
        if part is None or any(part is other for other in seen):
            continue
        seen.append(part)
        part.stack = traceback.StackSummary.from_list(
            [frame for frame in part.stack if not is_ours(frame.filename)]
        )
        todo += [part.__cause__, part.__context__]
    return "".join(whole.format())


def is_ours(filename):
    """Whether a frame with this file belongs to us or to the import system."""
    return filename.startswith("<frozen importlib") or (
        os.path.dirname(filename) == os.path.dirname(_code.__code__.co_filename)
    )


def reload_in_place(module):
    """Run the module's code again in its own namespace, and return the module.

    What the code raises is raised, after everything the module had was put back.
    """
    with _lock:
        return _reload(module)


def _reload(module):
    name = module.__name__
    code = _code(module)
    namespace = module.__dict__
    old = dict(namespace)
    keep = old.get("__reload_state__", ())
    if isinstance(keep, str):
        keep = (keep,)
    imports = _edges.begin(name)
    try:
        state = keep() if callable(keep) else {key: old[key] for key in keep if key in old}
        exec(code, namespace)
        _hand_over(namespace, callable(keep), state)
    except BaseException:
        _edges.restore(name, imports)
        namespace.update(old)
        for key in namespace.keys() - old.keys():
            namespace.pop(key, None)
        raise
    return sys.modules.get(name, module)


def _hand_over(namespace, called, state):
    if not called:
        namespace.update(state)
        return
    restore = namespace.get("__reload_restore__")
    if restore is not None:
        restore(state)


def _code(module):
    name = module.__name__
    spec = getattr(module, "__spec__", None)
    loader = getattr(spec, "loader", None)
    path = getattr(spec, "origin", None)
    if hasattr(loader, "get_data") and hasattr(loader, "source_to_code"):
        if isinstance(path, str) and os.path.splitext(path)[1] in (".py", ".pyw"):
            # The loader would take bytecode for an edit within the same second.
            code = loader.source_to_code(loader.get_data(path), path)
            _forget_lines(path)
            return code
    code = loader.get_code(name) if hasattr(loader, "get_code") else None
    if code is None:
        raise ImportHookError(f"{name} has no code that could be run again", name)
    return code


def _forget_lines(path):
    linecache = sys.modules.get("linecache")
    if linecache is not None:
        linecache.checkcache(path)


def reload_changed(changed, graph=None, dependents=True):
    """Reload modules and, after them, those that depend on them.

    graph tells who imports whom; by default, what was observed. A module whose
    reload fails stays as it is, and what depends on it alone is not reloaded.
    Returns a ReloadReport, which has the errors; only KeyboardInterrupt and its like
    are raised.
    """
    with _lock:
        if graph is None:
            graph = _graph.own_graph()
        changed = set(changed)
        affected = changed | _graph.dependents(changed, graph) if dependents else changed
        report = ReloadReport()
        for name in _graph.order(affected - {"__main__"}, graph):
            module = sys.modules.get(name)
            if module is None:
                continue
            if name not in changed and graph.get(name, set()).isdisjoint(report.reloaded):
                report.skipped.append(name)
                continue
            try:
                reload_in_place(module)
            except (Exception, SystemExit) as error:
                report.failed[name] = error
            else:
                report.reloaded.append(name)
        imported = graph.get("__main__", set())
        report.main = "__main__" in changed or not imported.isdisjoint(report.reloaded)
        return report
