# Profiles are of exactly the modules that came in, edges those that a tracer sees.
import builtins
import sys
from pyrun.imports import ImportOptimizer

traced = set()
optimizer = ImportOptimizer(circular="record")
inner = builtins.__import__


def trace(name, globals=None, locals=None, fromlist=(), level=0):
    result = inner(name, globals, locals, fromlist, level)
    importer = globals.get("__name__") if globals else None
    if level == 0 and importer:
        traced.add((importer, name))
    return result


before = set(sys.modules)
optimizer.install()
builtins.__import__ = trace
import asyncio
import decimal
import email.mime.text
import http.server
import logging.config
import tarfile
import unittest
import xml.dom.minidom

used = (asyncio.run, decimal.Decimal, email.mime.text.MIMEText, http.server.HTTPServer,
        logging.config.dictConfig, tarfile.open, unittest.main, xml.dom.minidom.parse)
builtins.__import__ = inner
profiles = optimizer.get_import_profiles()
optimizer.uninstall()

ours = ("pyrun", "pepperpy", "importlib", "_frozen", "zipimport")
came = {name for name, module in sys.modules.items()
        if name not in before and not name.startswith(ours)}
# What another module put there was not imported, nor executed.
executed = {name for name in came if sys.modules[name].__spec__ and sys.modules[name].__spec__.name == name}
seen = {name for name in profiles["profiles"] if not name.startswith(ours)}
print(len(executed) > 90, executed - seen, seen - executed - came)
graph = profiles["dependency_graph"]
missing = [
    (importer, name) for importer, name in traced
    if importer in graph and importer != name and name not in graph[importer]
    and not any(target.startswith(name + ".") for target in graph[importer])
]
print(missing)
top = profiles["profiles"]["asyncio"]
parts = [p for p in profiles["profiles"].values() if p.metadata["parent"] == "asyncio"]
whole = top.metadata["self_duration"] + sum(part.duration for part in parts)
print(abs(whole - top.duration) < 0.02 * top.duration, profiles["error_counts"])
#--- eager pyrun
#| True set() set()
#| []
#| True {}
#--- lazy
#| True set() set()
#| []
#| True {}
