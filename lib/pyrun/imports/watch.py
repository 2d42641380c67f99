"""Reload modules of a running program when their files change.

In a program of its own kind, such as a server:

    from pyrun.imports.watch import Watcher

    watcher = Watcher(print)
    watcher.start()             # or call watcher.poll() now and then

`pyrun watch script.py` runs a script that way. See pyrun.imports.reload for keeping
a module's state.
"""

import _weakref
import sys

from . import _edges, _graph
from ._files import File
from .cache import stamp_of
from .reload import ReloadReport, error_text, reload_changed

__all__ = ["Watcher"]


class Watcher:
    """Finds loaded modules whose source has changed, and reloads them and what
    depends on them, in the order of dependency.

    on_reload is called with the ReloadReport of each reload. select(name, module)
    says which modules to look at; by default, all outside of the standard library
    and site-packages. A file has changed when its time or size did, and its
    content too.
    """

    def __init__(self, on_reload=None, select=None):
        self._on_reload = on_reload
        self._select = select or _is_edited
        self._known = {}
        self._extra = {}
        self._failed = set()
        self._thread = None
        self._stop = None
        self._open = True
        # The scan comes first because, when imports are lazy, imported() must not be
        # what loads our own modules.
        self.scan()
        _edges.subscribe(after=_weakref.ref(self))
        _edges.acquire()

    def imported(self, names):
        """Remember the files of modules as they were when they were imported."""
        for name in names:
            module = sys.modules.get(name)
            if module is not None and self._is_new(name, module):
                self._learn(name, module)

    def scan(self):
        """The names of the modules whose source changed since the last scan or,
        for new ones, since they were imported."""
        changed = set()
        for name, module in list(sys.modules.items()):
            if self._is_new(name, module):
                self._learn(name, module)
            elif self._has_changed(name):
                changed.add(name)
        return changed

    def _is_new(self, name, module):
        known = self._known.get(name)
        is_new = known is None or known[0] != id(module)
        return is_new and not _graph.is_unloaded(module)

    def _learn(self, name, module):
        is_watched = not _graph.is_library(module) and self._select(name, module)
        self._known[name] = id(module), File(module.__file__) if is_watched else None

    def _has_changed(self, name):
        file = self._known[name][1] if name in self._known else None
        return file is not None and file.has_changed()

    def add_files(self, paths):
        """Look at files or folders that are no loaded modules. When one changes,
        the report says that __main__ is outdated, and all of them are dropped."""
        for path in paths:
            self._extra.setdefault(path, stamp_of(path))

    def poll(self):
        """Reload what has changed. Returns the ReloadReport, which is false when
        there was nothing to do."""
        changed = self.scan()
        extra = any(stamp_of(path) != stamp for path, stamp in self._extra.items())
        if not changed and not extra:
            return ReloadReport()
        # What failed may work now that something else is new.
        report = reload_changed(changed | self._failed)
        self._failed = set(report.failed)
        if extra:
            self._extra.clear()
            report.main = True
        if self._on_reload is not None:
            self._on_reload(report)
        return report

    def start(self, interval=0.3):
        """Poll every interval seconds in a thread of its own, until stop()."""
        import threading

        if self._thread is not None:
            return
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=(interval,), name="pyrun-watch", daemon=True
        )
        self._thread.start()

    def _run(self, interval):
        while not self._stop.wait(interval):
            try:
                self.poll()
            except Exception as error:
                # Of on_reload, say: the next change is to be seen nevertheless.
                sys.stderr.write(error_text(error))

    def stop(self):
        """End the thread."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._stop.set()
            thread.join()

    def close(self):
        """End the thread, and stop observing who imports whom."""
        self.stop()
        if self._open:
            self._open = False
            _edges.release()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.close()


def _is_edited(name, module):
    return not _graph.is_installed(module)
