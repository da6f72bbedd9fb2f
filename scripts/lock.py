#!/usr/bin/env python3
"""Write the locks in requirements/: exact versions with hashes, for every platform, no download addresses.

run.txt and test.txt are environments; stubs-*.txt are MicroPython's type stubs, one folder a chip family, because their files
have the same names; foreign-*.txt are other people's programs that the tests open our exports with, an environment each.

Needs uv (`pip install uv`). Run it after a change of dependencies in pyproject.toml.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ohm_core.firmware.stubs import PACKAGES as STUBS  # noqa: E402

FOREIGN = {"circuits": ["skidl==3.0.0", "kinparse==1.2.4", "wireviz==0.4.1"], "esphome": ["esphome==2026.6.5"]}
FILES = {"run.txt": ["firmware", "build"], "test.txt": ["test", "build"]}


def main() -> int:
    for name, extras in FILES.items():
        wanted = [word for extra in extras for word in ("--extra", extra)]
        command = ["uv", "pip", "compile", "pyproject.toml", *wanted, "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet", "-o", f"requirements/{name}"]
        if subprocess.run(command, cwd=ROOT).returncode:
            return 1
    for family, package in STUBS.items():
        options = ["--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet", "-o", f"requirements/stubs-{family}.txt"]
        if subprocess.run(["uv", "pip", "compile", "-", *options], cwd=ROOT, input=package.encode()).returncode:
            return 1
    for name, packages in FOREIGN.items():
        options = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet", "-o", f"requirements/foreign-{name}.txt"]
        if subprocess.run(["uv", "pip", "compile", "-", *options], cwd=ROOT, input="\n".join(packages).encode()).returncode:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
