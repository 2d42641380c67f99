"""Lets the built-in pepperpy package give way to an installed one."""

import sys


def step_aside(name, file):
    """Put the installed module of that name, if there is one, in the place of the
    built-in one, whose __file__ is file.

    Frozen modules are found before installed ones, so that each of ours has to ask.
    """
    from importlib.machinery import PathFinder
    from importlib.util import module_from_spec

    parent = sys.modules.get(name.rpartition(".")[0])
    spec = PathFinder.find_spec(name, getattr(parent, "__path__", None))
    if spec is None or spec.loader is None or spec.origin == file:
        return
    module = sys.modules[name] = module_from_spec(spec)
    spec.loader.exec_module(module)
