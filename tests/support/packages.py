"""Writes packages for tests/pip.rs into the folder that is its argument, and is the
backend that builds those that are source archives."""

import io
import pathlib
import sys
import tarfile
import zipfile

PROJECT = """
[build-system]
requires = []
build-backend = "packages"
backend-path = ["."]
"""


def write_wheel(folder, name, version, tag):
    info = f"{name}-{version}.dist-info"
    files = {
        f"{name}.py": "",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": f"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: {tag}\n",
        f"{info}/RECORD": "",
    }
    if "-none-" not in tag:
        files[f"{name}_fast.so"] = ""
    file = f"{name}-{version}-{tag}.whl"
    with zipfile.ZipFile(pathlib.Path(folder, file), "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)
    return file


def write_source(folder, name, version, tag):
    files = {
        "PKG-INFO": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        "pyproject.toml": PROJECT,
        "packages.py": pathlib.Path(__file__).read_text(),
        "recipe": f"{name} {version} {tag}",
    }
    with tarfile.open(pathlib.Path(folder, f"{name}-{version}.tar.gz"), "w:gz") as archive:
        for path, text in files.items():
            member = tarfile.TarInfo(f"{name}-{version}/{path}")
            member.size = len(text.encode())
            archive.addfile(member, io.BytesIO(text.encode()))


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    return write_wheel(wheel_directory, *pathlib.Path("recipe").read_text().split())


if __name__ == "__main__":
    from pip._vendor.packaging.tags import sys_tags

    pure, compiled, ours = "py3-none-any", "cp314-cp314-manylinux_2_17_x86_64", next(sys_tags())
    write_wheel(sys.argv[1], "both", "1", pure)
    write_source(sys.argv[1], "both", "2", pure)
    write_source(sys.argv[1], "source", "1", pure)
    write_source(sys.argv[1], "native", "1", ours)
    write_wheel(sys.argv[1], "rpds_py", "1", compiled)
