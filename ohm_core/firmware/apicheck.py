"""Checking Arduino C++ for boards whose compiler is not to be had offline: g++ reads it against declarations of their cores.

It finds what a compiler finds: unknown and removed calls, wrong arguments, missing files, syntax. It makes no program, so it
says nothing of memory and nothing of what only the real core's headers know.
"""

from __future__ import annotations

import hashlib
import shutil
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

from ohm_core import jobs
from ohm_core.catalogue.catalogue import ohm_home
from ohm_core.errors import Missing
from ohm_core.firmware import ino
from ohm_core.firmware.avr import digest, main_first
from ohm_core.firmware.build import BuildResult, Target
from ohm_core.firmware.messages import Message, from_gcc

API = Path(__file__).parent / "api"
FAMILIES = ("esp32", "esp8266", "rp2040")
LIMITS = jobs.Limits(seconds=40, memory_mb=2000)
# The sizes of types differ on a desktop, so warnings that speak of them would mislead.
FLAGS = ["-fsyntax-only", "-std=gnu++17", "-Wall", "-Wextra", "-Wno-unused-parameter", "-Wno-int-to-pointer-cast", "-fdiagnostics-color=never"]


def check_folder(work: Path, target: Target) -> BuildResult:
    """Checks the sketch in WORK. Raises Missing where g++ is not installed or the family's declarations are not there."""
    if target.family not in FAMILIES:
        raise Missing(f"OHM has no compiler and no declarations for the board {target.fqbn}; compile it with: arduino-cli compile --fqbn {target.fqbn}", target.fqbn)
    if shutil.which("g++") is None:
        raise Missing("Checking this sketch needs g++; on Debian or Ubuntu: sudo apt-get install --no-install-recommends g++", "g++")
    sketch = work / "firmware_ino_joined.cpp"
    sketch.write_text(ino.joined(main_first(work)), encoding="utf-8")
    sources = sorted(p for pattern in ("*.cpp", "src/**/*.cpp") for p in work.glob(pattern))
    headers = _api_digest(target.family) + digest(p for pattern in ("*.h", "*.hpp", "*.example", "src/**/*.h") for p in sorted(work.glob(pattern)))
    with ThreadPoolExecutor(2) as pool:
        said = [m for found in pool.map(lambda source: _check(source, work, target.family, headers), sources) for m in found]
    messages = tuple(dict.fromkeys(said))
    return BuildResult(not any(m.severity == "error" for m in messages), target.fqbn, "checked", messages)


def _check(source: Path, work: Path, family: str, headers: str) -> tuple[Message, ...]:
    """One source. What was found clean once need not be read again."""
    key = hashlib.sha256((headers + digest([source])).encode()).hexdigest()[:32]
    clean = ohm_home() / "cache" / "checked" / f"{family}-{key}"
    if clean.is_file():
        return ()
    messages = _read(source, work, family)
    if not messages:
        clean.parent.mkdir(parents=True, exist_ok=True)
        clean.touch()
    return messages


@cache
def _api_digest(family: str) -> str:
    return digest(sorted(p for folder in (API / family, API / "common") for p in folder.rglob("*.h"))) + " ".join(FLAGS)


def _read(source: Path, work: Path, family: str) -> tuple[Message, ...]:
    includes = [f"-I{work}", f"-I{API / family}", f"-I{API / 'common'}"]
    done = jobs.run(["g++", *FLAGS, "-DARDUINO=10819", *includes, source], work, LIMITS)
    messages = from_gcc(done.err, work)
    if not done.ok and not any(m.severity == "error" for m in messages):
        return (*messages, Message("error", f"the check stopped: {done.why or done.err.strip()[-200:]}", source.name))
    return messages
