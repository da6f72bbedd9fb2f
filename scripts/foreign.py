#!/usr/bin/env python3
"""Other people's programs that the tests open our exports with, each in a folder of its own under OHM_HOME/cache/foreign.

Python programs come from the locks requirements/foreign-*.txt, an environment each; Node packages from the list below, in
exactly these versions and with exactly these hashes. `python scripts/foreign.py` in the project's environment fetches what is
missing; scripts/test.py does it too.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from bootstrap import ROOT, make_environment, run, say

sys.path.insert(0, str(ROOT))

NODE = {
    "circuit-json": ("0.0.542", "sha512-9Kq3FE3OR8t5VlZD7iz6elWjyUq0FT5jwM/+FNMzNZsKp535QfWBLLfWJkZzbzEHruizoHmYGMJUjfHssDc4AA=="),
    "format-si-unit": ("0.0.14", "sha512-HjWPswASCwjjZtEOLugBXENtV0MeySzXVUQKJREhr5N0moWatjBYshTgfetUnPYl07nFgq3uEACsXffA9oE5Hw=="),
    "zod": ("3.25.76", "sha512-gzUt/qt81nXsFGKIFcC3YnfEAx5NkunCfnDlvuBSSFS02bcXu4Lmea0AFIUwbLWxWPx3d9p8S5QoaujKcNQxcQ=="),
}


def folder() -> Path:
    """Where they are kept."""
    return Path(os.environ.get("OHM_HOME") or Path.home() / ".ohm") / "cache" / "foreign"


def python_programs() -> bool:
    """An environment for each lock, made when it is not there or the lock has changed; True when all are there."""
    good = True
    for lock in sorted((ROOT / "requirements").glob("foreign-*.txt")):
        place = folder() / lock.stem.removeprefix("foreign-")
        stamp, now = place / ".ohm-lock", hashlib.sha256(lock.read_bytes()).hexdigest()
        if stamp.exists() and stamp.read_text() == now:
            continue
        say(f"Setting up {place.name} from requirements/{lock.name} (once, a minute or two) …")
        python = make_environment(place)
        if run(str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(lock)):
            good = False
            continue
        stamp.write_text(now)
    return good


def node_packages() -> bool:
    """The Node packages; True when they are there."""
    from ohm_core.errors import OhmError
    from ohm_core.firmware.simulate.install import install, installed

    try:
        if not installed(folder() / "node", NODE):
            install(folder() / "node", NODE)
    except OhmError as error:
        say(error.message)
        return False
    return True


def main() -> int:
    """Fetches what is missing; 1 where something cannot be had."""
    return 0 if all([python_programs(), node_packages()]) else 1


if __name__ == "__main__":
    sys.exit(main())
