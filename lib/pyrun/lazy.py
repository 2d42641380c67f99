"""Look at and steer lazy imports from a running program.

    from pyrun import lazy
    lazy.resolve_all()              # before a server forks
    lazy.resolve_all("app")         # one package only
    lazy.add_rule("eager", imported="plugins.*")
"""

import sys
from collections import namedtuple

import _pyrun

__all__ = ["Failure", "Pending", "Resolved", "Rule",
           "add_rule", "pending", "resolve_all", "rules"]

Pending = namedtuple("Pending", "module name target declared")
Pending.__doc__ = """A lazy name: module that has it, name, what it imports, file:line."""

Failure = namedtuple("Failure", "pending error")
Failure.__doc__ = """A name that could not be resolved, and the exception."""

Resolved = namedtuple("Resolved", "count failures")
Resolved.__doc__ = """How many names were resolved, and the failures."""

Rule = namedtuple("Rule", "verdict importing imported reason origin matched")
Rule.__doc__ = """A policy rule; matched counts the import statements it has decided."""


def pending(package=None):
    """The lazy names of all loaded modules, or of package and what is below it."""
    return [Pending(*fields) for fields in _pyrun.lazy_pending(package)]


def resolve_all(package=None):
    """Import whatever is lazy in all loaded modules, or in package and what is
    below it, and in the modules loaded on the way.

    Returns a Resolved. A name that fails stays lazy and is listed with its
    exception; SystemExit and KeyboardInterrupt are raised.
    """
    count, failures = _pyrun.lazy_resolve_all(package)
    return Resolved(count, [Failure(Pending(*name), error) for name, error in failures])


def add_rule(verdict, *, importing="*", imported="*", reason=None):
    """Put a policy rule in front of all others: verdict is "eager" or "lazy".

    importing and imported are patterns: "a.b" for one module, "a.b.*" for it and
    everything below, "*" for every module.
    """
    caller = sys._getframe(1)
    origin = f"{caller.f_code.co_filename}:{caller.f_lineno}"
    _pyrun.lazy_add_rule(verdict, importing, imported, reason, origin)


def rules():
    """The policy rules in force, without the shipped ones."""
    return [Rule(*fields) for fields in _pyrun.lazy_rules()]
