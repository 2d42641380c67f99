"""The import graph of the loaded modules, and questions about it.

A graph is a dictionary from a module's name to the set of names it imports.
"""

import os
import sys

from . import _edges


def dependencies(name):
    """The modules that the module imports: as observed, and as its source says if
    it was loaded before."""
    found = set(_edges.dependencies(name))
    if not _edges.observed(name):
        from . import _source

        found |= _source.imports(name)
    return found


def file_of(module):
    """The path of the module's source file, or None."""
    if is_unloaded(module):
        return None
    path = getattr(module, "__file__", None)
    if type(path) is not str or not path.endswith((".py", ".pyw")):
        return None
    return path


def is_unloaded(module):
    """Whether the module is one of importlib.util.LazyLoader's, which the first look
    at an attribute loads, and that has not happened yet."""
    return type(module).__name__ == "_LazyModule"


def real(path):
    """The path in the form in which two paths of one file are equal."""
    return os.path.normcase(os.path.realpath(os.fspath(path)))


def is_library(module):
    """Whether the module belongs to the standard library or to pyrun, or has no
    source file."""
    path = file_of(module)
    if path is None:
        return True
    name = getattr(module, "__name__", "")
    if name == "pyrun" or name.startswith("pyrun."):
        return True
    return path.startswith(_STANDARD) and not is_installed(module)


def is_installed(module):
    """Whether the module lies in site-packages."""
    path = file_of(module) or ""
    return "site-packages" in path or "dist-packages" in path


_STANDARD = os.path.dirname(os.__file__) + os.sep


def own_modules():
    """The loaded modules outside of the standard library: names to modules."""
    return {
        name: module
        for name, module in list(sys.modules.items())
        if module is not None and not is_library(module)
    }


def own_graph():
    """The graph of the program's own modules; its targets may be others."""
    return {name: dependencies(name) for name in own_modules()}


def named_by(module_or_path):
    """The loaded modules that are meant by a name, a module or a path."""
    name = getattr(module_or_path, "__name__", module_or_path)
    if isinstance(name, str) and name in sys.modules:
        return {name}
    try:
        wanted = real(name)
    except TypeError:
        return set()
    # The file's name first: resolving every path of a large program is slow.
    base = os.path.basename(wanted)
    return {
        name
        for name, module in own_modules().items()
        if os.path.basename(module.__file__) == base and real(module.__file__) == wanted
        or os.path.islink(module.__file__) and real(module.__file__) == wanted
    }


def dependents(names, graph, recursive=True):
    """The modules that import one of names, without names themselves."""
    importers = {}
    for importer, targets in graph.items():
        for target in targets:
            importers.setdefault(target, set()).add(importer)
    found = set()
    todo = list(names)
    while todo:
        for importer in importers.get(todo.pop(), ()):
            if importer not in found:
                found.add(importer)
                if recursive:
                    todo.append(importer)
    return found - set(names)


def closure(name, graph):
    """The module and everything it imports, directly or not."""
    found = {name}
    todo = [name]
    while todo:
        new = graph.get(todo.pop(), set()) - found
        found |= new
        todo.extend(new)
    return found


def order(names, graph):
    """names, each behind those of names it depends on, directly or through other
    modules. Modules of a cycle stand in the order in which they are reached."""
    names = set(names)
    done = set()
    result = []
    for start in sorted(names):
        stack = [(start, None)]
        while stack:
            name, targets = stack.pop()
            if targets is None:
                if name in done:
                    continue
                done.add(name)
                targets = iter(sorted(graph.get(name, ())))
            for target in targets:
                if target not in done:
                    stack.append((name, targets))
                    stack.append((target, None))
                    break
            else:
                if name in names:
                    result.append(name)
    return result


def chains(name, graph, limit=100):
    """Why the module was imported: chains of modules, each of which imports the next,
    from one that nobody imports to the module. The shortest first, at most limit."""
    importers = {}
    for importer, targets in graph.items():
        for target in targets:
            importers.setdefault(target, []).append(importer)
    found = []
    todo = [[name]]
    for chain in todo:
        new = [one for one in sorted(importers.get(chain[0], ())) if one not in chain]
        if not new and len(chain) > 1:
            found.append(chain)
        todo.extend([one, *chain] for one in new)
        # Big graphs have more paths than anybody can read.
        if len(found) >= limit or len(todo) > 100 * limit:
            break
    return found


def cycles(graph, start=None):
    """Chains of modules that import each other in a circle, all or those that
    start reaches. A chain does not repeat its first module at the end."""
    found = []
    done = set()
    for first in sorted(graph) if start is None else [start]:
        if first in done:
            continue
        path = [first]
        place = {first: 0}
        branches = [iter(sorted(graph.get(first, ())))]
        while branches:
            target = next(branches[-1], None)
            if target is None:
                branches.pop()
                name = path.pop()
                del place[name]
                done.add(name)
            elif target in place:
                found.append(path[place[target]:])
            elif target not in done:
                place[target] = len(path)
                path.append(target)
                branches.append(iter(sorted(graph.get(target, ()))))
    return found
