"""Where MicroPython's type stubs are, and `python -m ohm_core.firmware.stubs` that fetches them.

The stub packages of two boards hold files of the same names, so they cannot stand in one environment together: each family
has a folder of its own under OHM_HOME/cache/stubs (or $OHM_STUBS).
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from ohm_core.catalogue.catalogue import ohm_home

PACKAGES = {"esp32": "micropython-esp32-stubs==1.29.0.post1", "rp2040": "micropython-rp2-rpi_pico_w-stubs==1.29.0.post1",
            "esp8266": "micropython-esp8266-stubs==1.29.0.post1"}


def stubs_folder(family: str) -> Path | None:
    """The folder with a family's stubs, or None where they are not installed."""
    for root in (os.environ.get("OHM_STUBS"), ohm_home() / "cache" / "stubs"):
        if root and (Path(root) / family / "machine.pyi").is_file():
            return Path(root) / family
    return None


def install_command(family: str) -> list[str]:
    """The command that installs a family's stubs."""
    return [sys.executable, "-m", "pip", "install", "--quiet", "--no-warn-conflicts", "--target", str(ohm_home() / "cache" / "stubs" / family), PACKAGES[family]]


def main() -> int:
    """Installs the stubs of the families named as arguments, all by default."""
    missing = [family for family in sys.argv[1:] or ["esp32", "rp2040"] if stubs_folder(family) is None]
    return max((subprocess.run(install_command(family), check=False).returncode for family in missing), default=0)


if __name__ == "__main__":
    raise SystemExit(main())
