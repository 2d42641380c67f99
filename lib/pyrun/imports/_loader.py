"""The loader that stands in for a module's own while it is being imported."""

from ._edges import hidden


class Loader:
    """Hands everything on to the real loader, and tells the optimiser when the
    module's code runs. From then on the module has its real loader."""

    __slots__ = ("_optimizer", "_inner")

    def __init__(self, optimizer, inner):
        self._optimizer = optimizer
        self._inner = inner

    def create_module(self, spec):
        create = getattr(self._inner, "create_module", None)
        return None if create is None else create(spec)

    @hidden
    def exec_module(self, module):
        # Straight to it: each frame here is one less for nested imports.
        optimizer = self._optimizer
        loader = unwrap(module, optimizer)
        optimizer.watched(module.__spec__.name, module, loader.exec_module)

    def __getattr__(self, name):
        if name in self.__slots__:
            # A copy that is not filled yet.
            raise AttributeError(name)
        return getattr(self._inner, name)

    def __repr__(self):
        return f"<optimised {self._inner!r}>"


def wrap(spec, optimizer):
    """Let spec's module be executed through the optimiser. Returns spec."""
    loader = spec.loader
    if hasattr(loader, "exec_module") and not isinstance(loader, Loader):
        spec.loader = Loader(optimizer, loader)
    return spec


def unwrap(module, optimizer):
    """Give the module its real loader back, and return that."""
    spec = module.__spec__
    loader = spec.loader
    while isinstance(loader, Loader):
        wrapper, loader = loader, loader._inner
        if wrapper._optimizer is optimizer:
            break
    spec.loader = loader
    try:
        module.__loader__ = loader
    except AttributeError:
        pass
    return loader
