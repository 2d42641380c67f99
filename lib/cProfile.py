"""The standard module ``cProfile``: profile a program with little overhead.

RustPython's library has no such module. This one is pyrun's own, on the native
``_lsprof`` and the library's ``pstats``.
"""

import _lsprof
import importlib.machinery
import importlib.util
import io
import marshal
import optparse
import os
import pstats
import runpy
import sys

__all__ = ["run", "runctx", "Profile"]


class Profile(_lsprof.Profiler):
    """A profiler: Profile(timer=None, timeunit=0.0, subcalls=True, builtins=True).

    Without a timer it measures wall time. A timer that returns integers wants
    the length of its unit in seconds as timeunit.
    """

    def print_stats(self, sort=-1):
        """Print what was recorded; sort is a key, or a tuple of keys, of pstats."""
        keys = sort if isinstance(sort, tuple) else (sort,)
        pstats.Stats(self).strip_dirs().sort_stats(*keys).print_stats()

    def dump_stats(self, file):
        """Write what was recorded to a file that pstats reads."""
        with open(file, "wb") as output:
            self.create_stats()
            marshal.dump(self.stats, output)

    def create_stats(self):
        """Stop, and keep what was recorded in ``stats``."""
        self.disable()
        self.snapshot_stats()

    def snapshot_stats(self):
        """Keep what was recorded in ``stats``, as pstats wants it."""
        entries = self.getstats()
        self.stats = {}
        for entry in entries:
            primitive = entry.callcount - entry.reccallcount
            self.stats[label(entry.code)] = (
                primitive, entry.callcount, entry.inlinetime, entry.totaltime, {})
        for entry in entries:
            caller = label(entry.code)
            for call in entry.calls or ():
                _add_caller(self.stats, label(call.code), caller, call)

    def run(self, cmd):
        """Profile the execution of a text in the namespace of ``__main__``."""
        import __main__

        return self.runctx(cmd, __main__.__dict__, __main__.__dict__)

    def runctx(self, cmd, globals, locals):
        """Profile the execution of a text in namespaces; returns the profiler."""
        self.enable()
        try:
            exec(cmd, globals, locals)
        finally:
            self.disable()
        return self

    def runcall(self, func, /, *args, **kwargs):
        """Profile one call and return what it returns."""
        self.enable()
        try:
            return func(*args, **kwargs)
        finally:
            self.disable()

    def __enter__(self):
        self.enable()
        return self

    def __exit__(self, *_):
        self.disable()


def _add_caller(stats, callee, caller, call):
    # A callee is missing that was called but has not returned yet.
    if callee not in stats:
        return
    callers = stats[callee][4]
    # Unlike those of a function, here the number of all calls comes first.
    primitive = call.callcount - call.reccallcount
    numbers = (call.callcount, primitive, call.inlinetime, call.totaltime)
    if caller in callers:
        numbers = tuple(map(sum, zip(callers[caller], numbers)))
    callers[caller] = numbers


def label(code):
    """(file, line, name) of a function as getstats() has it."""
    if isinstance(code, str):
        return ("~", 0, code)
    return (code.co_filename, code.co_firstlineno, code.co_name)


def _finish(profiler, filename, sort):
    if filename is None:
        profiler.print_stats(sort)
    else:
        profiler.dump_stats(filename)


def run(statement, filename=None, sort=-1):
    """Profile a text in ``__main__``; print the result or write it to a file."""
    profiler = Profile()
    try:
        profiler.run(statement)
    except SystemExit:
        pass
    finally:
        _finish(profiler, filename, sort)


def runctx(statement, globals, locals, filename=None, sort=-1):
    """Like run(), in namespaces of one's own."""
    profiler = Profile()
    try:
        profiler.runctx(statement, globals, locals)
    except SystemExit:
        pass
    finally:
        _finish(profiler, filename, sort)


def _script(path):
    """The code of a script and the namespace it runs in."""
    sys.path.insert(0, os.path.dirname(path))
    with io.open_code(path) as file:
        code = compile(file.read(), path, "exec")
    # Whoever imports or pickles from __main__ has to find the script there.
    spec = importlib.machinery.ModuleSpec("__main__", None, origin=path)
    module = importlib.util.module_from_spec(spec)
    module.__file__ = path
    module.__package__ = None
    sys.modules["__main__"] = module
    return code, module.__dict__


def _module(name):
    """The same for ``-m cProfile -m name``."""
    code = "run_module(name, run_name='__main__')"
    return code, {"run_module": runpy.run_module, "name": name}


def _parser():
    parser = optparse.OptionParser(
        usage="cProfile.py [-o output_file_path] [-s sort] [-m module | scriptfile] [arg] ...")
    parser.allow_interspersed_args = False
    parser.add_option("-o", "--outfile", dest="outfile", default=None,
                      help="Save stats to <outfile>")
    parser.add_option("-s", "--sort", dest="sort", default=2, type="choice",
                      choices=sorted(pstats.Stats.sort_arg_dict_default),
                      help="Sort order when printing to stdout, as in pstats.Stats")
    parser.add_option("-m", dest="module", action="store_true", default=False,
                      help="Profile a library module")
    return parser


def main():
    parser = _parser()
    options, arguments = parser.parse_args()
    if not arguments:
        parser.print_usage()
        return 2
    if options.outfile is not None:
        # The program may change the folder.
        options.outfile = os.path.abspath(options.outfile)
    sys.argv[:] = arguments
    code, namespace = (_module if options.module else _script)(arguments[0])
    try:
        runctx(code, namespace, None, options.outfile, options.sort)
    except BrokenPipeError as error:
        # Nobody reads any more; keep the exit from failing a second time.
        sys.stdout = None
        sys.exit(error.errno)
    return 0


if __name__ == "__main__":
    sys.exit(main())
