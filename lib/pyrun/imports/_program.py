"""The program of `pyrun watch`, run as `__main__` the way `pyrun program` runs it."""

import builtins
import importlib.machinery as machinery
import os
import sys

from . import _edges
from ._files import File


class NoProgram(Exception):
    """There is nothing to run: a message, the exit code of that, and paths where a
    program would be."""

    def __init__(self, message, code, paths=()):
        super().__init__(message)
        self.code = code
        self.paths = paths


class Program:
    """A script, a folder or archive with a `__main__.py`, or a module.

    file is the File that it is itself, or None as long as a module has not been
    found.
    """

    def __init__(self, is_module, name, arguments):
        self.name = name
        self.file = None
        self._is_module = is_module
        self._is_source = False
        self._path = None if is_module else os.path.abspath(name)
        self._is_container = not is_module and _is_container(self._path)
        sys.argv = ["-m" if is_module else name, *arguments]
        if self._is_container:
            self._set_path0(self._path)
        elif not sys.flags.safe_path:
            self._set_path0(os.getcwd() if is_module else os.path.dirname(os.path.realpath(name)))

    @staticmethod
    def _set_path0(folder):
        # What the command was started with has put an entry there, unless it is safe.
        sys.path[:0 if sys.flags.safe_path else 1] = [folder]

    def run(self):
        """Run it. What it raises is raised, without frames of ours."""
        main = type(sys)("__main__")
        main.__builtins__ = builtins
        sys.modules["__main__"] = main
        _edges.begin("__main__")
        if self._is_module or self._is_container:
            code = self._found(main)
        else:
            code = self._script(main)
        exec(code, main.__dict__)

    def _script(self, main):
        path = self._path
        self.file = File(path)
        compiled = path.endswith(".pyc")
        kind = machinery.SourcelessFileLoader if compiled else machinery.SourceFileLoader
        main.__file__ = path
        main.__cached__ = None
        main.__loader__ = kind("__main__", path)
        if compiled:
            return main.__loader__.get_code("__main__")
        self._is_source = True
        try:
            return _compile(path)
        except OSError as error:
            raise NoProgram(
                f"{sys.executable}: can't open file {path!r}: "
                f"[Errno {error.errno}] {error.strerror}", 2
            ) from None

    def _found(self, main):
        spec = self._container_spec() if self._is_container else self._module_spec()
        path = spec.origin
        # The modules of an archive have no files of their own.
        self.file = File(getattr(spec.loader, "archive", path))
        main.__spec__ = spec
        main.__loader__ = spec.loader
        main.__package__ = spec.parent
        main.__file__ = path
        main.__cached__ = spec.cached
        if self._is_module:
            sys.argv[0] = path
        if hasattr(spec.loader, "source_to_code"):
            # Not from bytecode, which may be that of an edit within the same second.
            self._is_source = True
            return spec.loader.source_to_code(spec.loader.get_data(path), path)
        return spec.loader.get_code(spec.name)

    def _container_spec(self):
        spec = machinery.PathFinder.find_spec("__main__", [self._path])
        if spec is None or spec.loader is None:
            raise NoProgram(
                f"{sys.executable}: can't find '__main__' module in {self.name!r}", 1,
                [os.path.join(self._path, "__main__.py")]
            )
        return spec

    def _module_spec(self):
        from importlib.util import find_spec

        name = self.name
        try:
            spec = find_spec(name)
            if spec is not None and spec.submodule_search_locations is not None:
                name = f"{name}.__main__"
                spec = find_spec(name)
        except ModuleNotFoundError as error:
            if error.name is None or not name.startswith(f"{error.name}."):
                raise
            spec = None
        if spec is None:
            path = os.path.join(sys.path[0], *self.name.split("."))
            paths = [f"{path}.py", os.path.join(path, "__main__.py")]
            raise NoProgram(f"{sys.executable}: No module named {name}", 1, paths)
        if not spec.has_location or not hasattr(spec.loader, "get_code"):
            raise NoProgram(f"{sys.executable}: {name} has no file to run and to watch", 1)
        return spec

    def can_run(self):
        """Whether there is something in its file. Raises SyntaxError or ValueError if
        that is not Python, and OSError if it cannot be read."""
        if self._is_source:
            _compile(self.file.path)
        return os.path.getsize(self.file.path) > 0


def _compile(path):
    with open(path, "rb") as file:
        return compile(file.read(), path, "exec", 0, True)


def _is_container(path):
    if os.path.isdir(path):
        return True
    from zipimport import ZipImportError, zipimporter

    try:
        zipimporter(path)
    except ZipImportError:
        return False
    return True
