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
AI_SDK = {
    "@ai-sdk/gateway": ("3.0.228", "sha512-X0qaGP27bIBQhZBjWzGskqMnjz+hYQZzjgCztrpOhdKlVSAstUSQPpUrbuhu4D69eV6oKh7Q4lCD+181wthpcg=="),
    "@ai-sdk/provider": ("3.0.19", "sha512-5lWq7zSfRaU5ylDESn3sDQjgGl2AI1vjZKO/6JY3aFW70ct4zcP1kN+ZUYOuTXr28fVsYbyu2YFhddLdIgQFZQ=="),
    "@ai-sdk/provider-utils": ("4.0.64", "sha512-NQp/xAFHZbnWLHNjm8EjwUILgEpURsQnE416aO/PS3XrZ/PGfghEcXEcHXkXmIvB5Jem/9SPQxXnm/0wu7Emsg=="),
    "@opentelemetry/api": ("1.10.0", "sha512-lMkyes8iHrG+mk6WH7X70MdCLI2RS0FwNBY1PyQ8UemaijE2m5mv5A0Niy3HtbYTFrgkUEQjFMXmSAk2hQDuPQ=="),
    "@standard-schema/spec": ("1.1.0", "sha512-l2aFy5jALhniG5HgqrD6jXLi/rUWrKvqN/qJx6yoJsgKhblVd+iqqU4RCXavm/jPityDo5TCvKMnpjKnOriy0w=="),
    "@vercel/oidc": ("3.2.0", "sha512-UycprH3T6n3jH0k44NHMa7pnFHGu/N05MjojYr+Mc6I7obkoLIJujSWwin1pCvdy/eOxrI/l3uDLQsmcrOb4ug=="),
    "ai": ("6.0.322", "sha512-grrCsBVCP7RmC5H2D76/bRMfcCP3ppSa1dzGzODi0FzmGVbW3Q25Oh5kdwxNPHA3o8e0SJ5Urbpye3dpLCzacA=="),
    "eventsource-parser": ("3.1.1", "sha512-EKN1vKAMcZ8MlYMpaNuxN6R9yakzH6uajHcHVTqWJzvu5pWw9DyhbP35HH8MVBQ+dZjAfDxk+A8NiR9KWaXiyQ=="),
    "json-schema": ("0.4.0", "sha512-es94M3nTIfsEPisRafak+HDLfHXnKBhV3vU5eqPcS3flIWqcxJWgXHXiey3YrpaNsanY5ei1VoYEbOzijuq9BA=="),
    "undici": ("6.29.1", "sha512-EvRlUt/QqAEvXdQeRMYUfwOQsfzpDztykrG2owGEE/rBOBoYv9uF39ZzsNDh4lTFHhTr2XOZjKkYgueD12ZmGA=="),
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
        for name, packages in (("node", NODE), ("aisdk", AI_SDK)):
            if not installed(folder() / name, packages):
                install(folder() / name, packages)
    except OhmError as error:
        say(error.message)
        return False
    return True


def main() -> int:
    """Fetches what is missing; 1 where something cannot be had."""
    return 0 if all([python_programs(), node_packages()]) else 1


if __name__ == "__main__":
    sys.exit(main())
