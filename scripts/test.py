#!/usr/bin/env python3
"""Set up everything and run all tests: `python3 scripts/test.py`. Further words go to pytest.

System packages come by apt where that is allowed. What cannot be had is named in one line, and the tests that need it are
skipped by name; with --no-skips (CI) they fail instead.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bootstrap import PYTHON, ROOT, environment, run, say

APT = {"avr-gcc": ["gcc-avr", "avr-libc", "binutils-avr", "arduino-core-avr"], "g++": ["g++"], "chromium": ["chromium"], "initdb": ["postgresql"], "dot": ["graphviz"]}
POSTGRES = "/usr/lib/postgresql"  # where Debian puts the server's programs, outside the path


def found(program: str) -> bool:
    """Whether a program is there, on the path or among the database server's."""
    return bool(shutil.which(program) or list(Path(POSTGRES).glob(f"*/bin/{program}")))


def system_packages() -> None:
    """Install by apt what is missing; one line for each thing that cannot be had."""
    missing = [p for program, packages in APT.items() if not found(program) for p in packages]
    if not os.path.isdir("/usr/share/arduino/hardware/arduino/avr") and "arduino-core-avr" not in missing:
        missing.append("arduino-core-avr")
    if not missing:
        return
    prefix = [] if hasattr(os, "geteuid") and os.geteuid() == 0 else ["sudo", "-n"]
    if shutil.which("apt-get") and (not prefix or shutil.which("sudo")):
        say(f"Installing {', '.join(missing)} by apt …")
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "stdin": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
        subprocess.run([*prefix, "apt-get", "update"], **quiet)
        subprocess.run([*prefix, "apt-get", "install", "-y", "--no-install-recommends", *missing], **quiet)
    for program, packages in APT.items():
        if not found(program):
            say(f"{program} cannot be had here (apt-get install {' '.join(packages)}): the tests that need it are skipped.")


def stubs() -> bool:
    """MicroPython's type stubs, a folder a chip family under OHM_HOME; True when they are there."""
    home = Path(os.environ.get("OHM_HOME") or Path.home() / ".ohm") / "cache" / "stubs"
    for lock in sorted((ROOT / "requirements").glob("stubs-*.txt")):
        folder = home / lock.stem.removeprefix("stubs-")
        if not (folder / "machine.pyi").exists() and run(str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--target", str(folder), "-r", str(lock)):
            return False
    return True


def main() -> int:
    words = sys.argv[1:]
    strict = "--no-skips" in words
    system_packages()
    environment("test.txt")
    if run(str(PYTHON), "scripts/setup_node_tools.py"):
        say("The Node packages for simulation cannot be had here: the tests that need them are skipped.")
    if not stubs():
        say("MicroPython's type stubs cannot be had here: the tests that need them are skipped.")
    if run(str(PYTHON), "scripts/foreign.py"):
        say("Some of the programs that open our exports cannot be had here: the tests that need them are skipped.")
    env = {**os.environ, **({"OHM_NO_SKIPS": "1"} if strict else {})}
    return run(str(PYTHON), "-m", "pytest", *[w for w in words if w != "--no-skips"], env=env)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
