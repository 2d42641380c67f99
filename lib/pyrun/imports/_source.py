"""What a module's source says it imports.

Used for modules that were loaded before anybody observed imports; see _edges.
"""

import os
import sys

from . import _edges

_ONLY_AST = 0x400
_cache = {}


def imports(name):
    """The loaded modules that the source of the module imports, anywhere in it."""
    module = sys.modules.get(name)
    if module is None:
        return set()
    stamp = _stamp(module)
    known = _cache.get(name)
    if known is None or known[0] != stamp:
        known = stamp, _statements(name, module)
        _cache[name] = known
    found = set()
    for target, names in known[1]:
        found.update(_loaded(target, names))
    found.discard(name)
    return found


def _stamp(module):
    try:
        status = os.stat(module.__file__)
    except (AttributeError, TypeError, OSError):
        return id(module)
    return status.st_mtime_ns, status.st_size


def _loaded(target, names):
    children = [
        f"{target}.{name}" for name in names if f"{target}.{name}" in sys.modules
    ]
    if target in sys.modules and len(children) < max(len(names), 1):
        children.append(target)
    return children


def _statements(name, module):
    tree = _tree(name, module)
    return [] if tree is None else list(_walk(tree, _package(name, module)))


def _tree(name, module):
    text = _text(name, module)
    if text is None:
        return None
    try:
        return compile(text, "<imports>", "exec", _ONLY_AST, True)
    except (SyntaxError, ValueError):
        return None


def _package(name, module):
    package = getattr(module, "__package__", None)
    if package is None:
        package = name if hasattr(module, "__path__") else name.rpartition(".")[0]
    return package


def _text(name, module):
    path = getattr(module, "__file__", None)
    if isinstance(path, str) and path.endswith((".py", ".pyw")):
        try:
            with open(path, "rb") as file:
                return file.read()
        except OSError:
            pass
    try:
        # For what is in an archive or frozen.
        return module.__loader__.get_source(name)
    except Exception:
        return None


def _walk(tree, package):
    """Pairs of a module and the names imported from it."""
    todo = [tree]
    while todo:
        node = todo.pop()
        kind = type(node).__name__
        if kind == "Import":
            for alias in node.names:
                yield alias.name, ()
        elif kind == "ImportFrom":
            if node.level and not package:
                continue
            target = _edges.absolute(node.module or "", package, node.level)
            yield target, tuple(alias.name for alias in node.names)
        elif kind == "If" and _type_checking(node.test):
            todo.extend(node.orelse)
        else:
            for field in node._fields:
                value = getattr(node, field, None)
                if isinstance(value, list):
                    todo.extend(item for item in value if hasattr(item, "_fields"))
                elif hasattr(value, "_fields"):
                    todo.append(value)


def _type_checking(test):
    name = getattr(test, "id", None) or getattr(test, "attr", None)
    return name == "TYPE_CHECKING"


def bindings(name):
    """What a loaded module's own `from m import n as k` statements bind, outside of
    its functions and classes: triples of m, n and k."""
    module = sys.modules[name]
    tree = _tree(name, module)
    todo = [] if tree is None else list(tree.body)
    package = _package(name, module)
    while todo:
        node = todo.pop()
        for field in ("body", "orelse", "finalbody", "handlers"):
            if type(node).__name__ not in ("FunctionDef", "AsyncFunctionDef", "ClassDef"):
                todo.extend(getattr(node, field, ()))
        if type(node).__name__ == "ImportFrom" and (package or not node.level):
            target = _edges.absolute(node.module or "", package, node.level)
            for alias in node.names:
                yield target, alias.name, alias.asname or alias.name
