#!/usr/bin/env python3
"""Start the dashboard, setting everything up first: `python3 scripts/start.py`. Further words go to `ohm`."""

import subprocess
import sys

from bootstrap import PYTHON, ROOT, environment

if __name__ == "__main__":
    environment("run.txt")
    try:
        sys.exit(subprocess.run([str(PYTHON), "-m", "ohm_core", *(sys.argv[1:] or ["serve"])], cwd=ROOT).returncode)
    except KeyboardInterrupt:
        sys.exit(0)
