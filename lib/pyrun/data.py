"""Data files of the standard library, which lie in the binary.

Both functions write what was asked for to a private temporary folder and take
it away again when the ``with`` block ends.
"""

import contextlib
import pathlib
import tempfile


def _write(files, root):
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


@contextlib.contextmanager
def folder(name):
    """The folder ``name`` below ``Lib``, as a path."""
    import _pyrun

    prefix = name + "/"
    files = {path: _pyrun.data_file(path) for path in _pyrun.data_files() if path.startswith(prefix)}
    if not files:
        raise FileNotFoundError(f"the standard library has no data in {name!r}")
    with tempfile.TemporaryDirectory(prefix="pyrun-") as root:
        root = pathlib.Path(root)
        _write(files, root)
        yield root / name


@contextlib.contextmanager
def file(name):
    """The file ``name`` below ``Lib``, as a path."""
    parent, _, base = name.rpartition("/")
    with folder(parent) as path:
        if not (path / base).is_file():
            raise FileNotFoundError(f"the standard library has no data file {name!r}")
        yield path / base
