"""What pip does differently under pyrun, which cannot load compiled extension modules.

It prefers a wheel to a newer source archive, as with ``--prefer-binary``, unless an
option, a ``PIP_`` variable or a configuration file says otherwise. And notes on standard
error say which package has no pure-Python wheel. The import system calls ``loaded`` for
each module of pip. What a version of pip has no longer is left alone: nothing here may
keep pip from its work.
"""

import _imp
import functools
import logging
import re
import sys

# By canonical name: the versions of wheels that are compiled and do not fit.
_compiled = {}
# By URL: name and version of each source archive that an index offers.
_sources = {}
_noted = set()


def loaded(module):
    """The module of this name has loaded."""
    for owner, function, before, after in _WATCHED.get(module, ()):
        _attempt(_watch, sys.modules[module], owner, function, before, after)


def _watch(module, owner, function, before, after):
    owner = getattr(module, owner) if owner else module
    original = getattr(owner, function)

    @functools.wraps(original)
    def watched(*args, **keywords):
        if before:
            _attempt(before, *args, **keywords)
        result = original(*args, **keywords)
        if after:
            _attempt(after, result, *args, **keywords)
        return result

    setattr(owner, function, watched)


def _attempt(function, *args, **keywords):
    try:
        function(*args, **keywords)
    except Exception:
        # pip's internals are not what they were.
        pass


def _prefer_wheels(parser):
    # Variables and configuration files change what is in here, the command line after that.
    if parser.defaults.get("prefer_binary") is False:
        parser.defaults["prefer_binary"] = True


def _link_seen(candidate, finder, link_evaluator, link):
    if candidate is None:
        if link.is_wheel:
            name, version, *_, abi, _platform = link.filename.split("-")
            if abi != "none":
                _compiled.setdefault(_canonical(name), set()).add(version)
    elif not link.is_wheel:
        formats = finder.format_control.get_allowed_formats(_canonical(candidate.name))
        if "binary" in formats:
            _sources[link.url_without_fragment] = candidate.name, candidate.version


def _search_done(result, _finder, project_name, specifier=None, *_args, **_keywords):
    if result.best_candidate is not None:
        return
    versions = _compiled.get(_canonical(project_name), ())
    if any(specifier is None or specifier.contains(version, prereleases=True) for version in versions):
        _note(project_name, f"{project_name} has no pure-Python wheel and no source that pip may build, "
                            "only compiled wheels, whose extension modules pyrun cannot load")


def _source_taken(_preparer, req, *_args, **_keywords):
    found = _sources.get(req.link.url_without_fragment)
    if found is not None:
        name, version = found
        _note(name, f"{name} {version} has no pure-Python wheel, so pip builds it from source; "
                    "compiled extension modules, if that makes any, cannot be loaded by pyrun")


def _wheel_installed(name, wheel_path, *_args, **_keywords):
    if wheel_path.split("-")[-2] == "none":
        return
    from zipfile import ZipFile

    with ZipFile(wheel_path) as wheel:
        files = [file for file in wheel.namelist() if file.endswith((".so", ".pyd"))]
    if files:
        more = f" and {len(files) - 1} more" if len(files) > 1 else ""
        _note(name, f"{name} contains compiled extension modules that pyrun cannot load: {files[0]}{more}",
              about="wheel")


def _note(name, text, about="index"):
    """Says it once, and with the first note what there is in place of the package."""
    name = _canonical(name)
    if (name, about) in _noted or not logging.getLogger("pip").isEnabledFor(logging.WARNING):
        return
    told = any(known == name for known, _ in _noted)
    _noted.add((name, about))
    instead = None if told else _imp.pure_alternative(name)
    if instead:
        text += f"; in pure Python there is {instead}"
    print(f"pyrun: note: {text}", file=sys.stderr, flush=True)


def _canonical(name):
    return re.sub(r"[-_.]+", "-", name).lower()


# By module: class or None, function, what to call before and after it.
_WATCHED = {
    "pip._internal.cli.parser": [
        ("ConfigOptionParser", "get_default_values", _prefer_wheels, None),
    ],
    "pip._internal.index.package_finder": [
        ("PackageFinder", "get_install_candidate", None, _link_seen),
        ("PackageFinder", "find_best_candidate", None, _search_done),
    ],
    "pip._internal.operations.prepare": [
        ("RequirementPreparer", "prepare_linked_requirement", _source_taken, None),
    ],
    # Before anything that takes the function from it.
    "pip._internal.operations.install.wheel": [
        (None, "install_wheel", _wheel_installed, None),
    ],
}
