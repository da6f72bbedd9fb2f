#!/usr/bin/env python3
"""Write requirements/run.txt and requirements/test.txt: exact versions with hashes, for every platform, no download addresses.

Needs uv (`pip install uv`). Run it after a change of dependencies in pyproject.toml.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = {"run.txt": ["firmware", "build"], "test.txt": ["test", "build"]}


def main() -> int:
    for name, extras in FILES.items():
        wanted = [word for extra in extras for word in ("--extra", extra)]
        command = ["uv", "pip", "compile", "pyproject.toml", *wanted, "--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet", "-o", f"requirements/{name}"]
        if subprocess.run(command, cwd=ROOT).returncode:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
