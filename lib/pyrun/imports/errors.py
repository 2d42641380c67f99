"""The exceptions of pyrun.imports.

Those that an import statement can raise are ImportErrors, so that a program's
own `except ImportError` sees them.
"""

__all__ = ["CircularDependencyError", "ImportFailed", "ImportHookError", "ModuleError"]


class ImportHookError(ImportError):
    """An import that the optimiser gave up on.

    module is the module's name; details is a dictionary that says more.
    """

    def __init__(self, message, module=None, details=None):
        super().__init__(message, name=module)
        self.module = module
        self.details = dict(details or {})


class CircularDependencyError(ImportHookError):
    """A module was imported while it was being imported.

    chain lists the modules from the one imported first to the one that imports
    it again; cycle is the same with the first repeated at its end. Create it from
    the chain alone, or from the module imported again and the chain.
    """

    def __init__(self, module, chain=None):
        if chain is None:
            chain = list(module)
            if len(chain) > 1 and chain[0] == chain[-1]:
                chain.pop()
            module = chain[0] if chain else None
        chain = list(chain)
        self.cycle = [*chain, module]
        text = " -> ".join(map(str, self.cycle))
        super().__init__(f"Circular dependency detected: {text}", module, {"chain": chain})
        self.chain = chain


class ImportFailed(ImportError):
    """The module behind a LazyModule could not be imported."""

    def __init__(self, message, module=None, details=None):
        super().__init__(message, name=module)
        self.module = module
        self.details = dict(details or {})


class ModuleError(Exception):
    """A request that a ModuleManager cannot fulfil."""

    def __init__(self, message, module=None, details=None):
        super().__init__(message)
        self.module = module
        self.details = dict(details or {})
