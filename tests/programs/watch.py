"""Runs a program and writes what came into sys.modules meanwhile and, if asked to
`trace`, who imported what: independently of how pyrun records imports."""

import builtins
import importlib
import json
import os
import runpy
import sys

PLAIN_IMPORT, PLAIN_IMPORT_MODULE = builtins.__import__, importlib.import_module
IMPORT_SYSTEM = ('importlib._bootstrap', 'importlib._bootstrap_external')
OWN = globals()
edges, by_native_code = set(), set()


def saw(name, package, level, items=()):
    if level:
        above = package.rsplit('.', level - 1)[0]
        name = f'{above}.{name}' if name else above
    found = [name]
    # Only a package's names can be modules; `from os import path` takes an attribute.
    if hasattr(sys.modules.get(name), '__path__'):
        found += [f'{name}.{item}' for item in items]
    frame = sys._getframe(2)
    is_native = frame.f_globals.get('__name__') in IMPORT_SYSTEM
    # A module in native code imports for who imports it.
    while frame.f_globals.get('__name__') in IMPORT_SYSTEM or frame.f_globals is OWN:
        frame = frame.f_back
    importer = frame.f_globals.get('__name__', '')
    seen = by_native_code if is_native else edges
    seen.update((importer, module) for module in found)


def traced_import(name, globals=None, locals=None, fromlist=(), level=0):
    package = (globals or {}).get('__package__') or ''
    items = ()
    try:
        result = PLAIN_IMPORT(name, globals, locals, fromlist, level)
        items = fromlist or ()
        return result
    finally:
        saw(name, package, level, items)


def traced_import_module(name, package=None):
    bare = name.lstrip('.')
    try:
        return PLAIN_IMPORT_MODULE(name, package)
    finally:
        saw(bare, package or '', len(name) - len(bare))


def run(words):
    if words[0] == '-m':
        sys.argv = words[1:]
        runpy.run_module(words[1], run_name='__main__', alter_sys=True)
    else:
        sys.argv = words
        runpy.run_path(words[0], run_name='__main__')


def main(file, mode, words):
    sys.path[0] = os.getcwd()
    # Lazily, their own modules come with the first use.
    json.dumps({'runpy': runpy.__name__}, indent=1)
    before = sorted(sys.modules)
    if mode == 'trace':
        builtins.__import__ = traced_import
        importlib.import_module = traced_import_module
    try:
        run(words)
    finally:
        builtins.__import__ = PLAIN_IMPORT
        after = {
            name: getattr(getattr(module, '__spec__', None), 'name', None)
            for name, module in list(sys.modules.items())
        }
        found = {'before': before, 'after': after, 'edges': sorted(edges)}
        found['by_native_code'] = sorted(by_native_code)
        with open(file, 'w') as side:
            json.dump(found, side)


main(sys.argv[1], sys.argv[2], sys.argv[3:])
