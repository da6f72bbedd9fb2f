"""Arduino C++ for ESP32, ESP8266 and RP2040 as a program of this computer: the sketch's own sources, compiled by g++ against our
declarations of the core and linked with host/, whose functions talk to the virtual circuit.

Nothing of the chip is in it: `int` has 32 bits as there, but `long` and pointers have 64. What does not change between two runs
(the implementation, the precompiled header, drivers seen before) is kept under OHM_HOME/cache/native, by what it was made from.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ohm_core import jobs
from ohm_core.catalogue.catalogue import ohm_home
from ohm_core.errors import BadInput, Bug, Missing
from ohm_core.firmware import ino
from ohm_core.firmware.avr import digest, main_first
from ohm_core.firmware.messages import Message, from_gcc
from ohm_core.firmware.simulate.program import FAMILIES

HOST = Path(__file__).parent / "host"
API = Path(__file__).parents[1] / "api"
MEMORY_MB = 256  # of the sketch's process; the boards have 0.1 to 0.5 MB
LIMITS = jobs.Limits(seconds=60, memory_mb=2000)
APT = "sudo apt-get install --no-install-recommends g++"
# `char` has no sign on these chips; a loop without end stays one; overflow wraps as it does without optimisation.
COMMON = ["-O1", "-funsigned-char", "-fno-strict-aliasing", "-fwrapv", "-fno-delete-null-pointer-checks", "-DARDUINO=10819", "-DOHM_HOST_RUN", "-fdiagnostics-color=never"]
CPP = [*COMMON, "-std=gnu++17", "-fno-finite-loops"]
C = [*COMMON, "-std=gnu17"]
OWN = ["-w", "-fsanitize-coverage=trace-pc"]  # time passes at every branch of the sketch: host/line.cpp


@dataclass(frozen=True)
class Kit:
    """What a family's sketches are compiled with."""

    family: str
    compiler: str
    folder: Path

    def includes(self) -> list[str]:
        return [f"-I{API / self.family}", f"-I{API / 'common'}"]

    @property
    def archive(self) -> Path:
        return self.folder / "core.a"

    @property
    def fence(self) -> Path:
        return self.folder / "fence"

    @property
    def header(self) -> Path:
        return self.folder / "sketch.hpp"


def kit(family: str) -> Kit:
    """Compiler, implementation and fence for a family, made where they are not there yet. Raises Missing."""
    if sys.platform != "linux" or os.uname().machine not in ("x86_64", "aarch64"):
        raise Missing("C++ firmware for ESP32, ESP8266 and Pico is simulated on Linux only (on Windows: in WSL).", family)
    compiler = shutil.which("g++")
    if compiler is None or shutil.which("gcc") is None:
        raise Missing(f"Simulating C++ firmware for ESP32, ESP8266 and Pico needs g++; on Debian or Ubuntu: {APT}", "g++")
    found = Kit(family, compiler, ohm_home() / "cache" / "native" / f"{family}-{_stamp(family, compiler)}")
    if not found.folder.exists():
        for old in found.folder.parent.glob(f"{family}-*"):  # of an earlier version
            shutil.rmtree(old, ignore_errors=True)
    for path, make in ((found.archive, _make_archive), (found.header, _make_header), (found.fence, _make_fence)):
        if not path.exists():
            found.folder.mkdir(parents=True, exist_ok=True)
            make(found)
    return found


@cache
def _stamp(family: str, compiler: str) -> str:
    """A fingerprint of the implementation, the declarations and the compiler."""
    sources = digest(sorted(p for folder in (HOST, API / family, API / "common") for p in folder.rglob("*") if p.suffix in (".h", ".cpp", ".c")))
    seen = Path(compiler).resolve()
    return hashlib.sha256(f"{sources} {seen} {seen.stat().st_mtime_ns} {CPP} {C} {OWN}".encode()).hexdigest()[:16]


def _sources(family: str) -> list[Path]:
    """The files of host/ that a family is made of: its own, those shared, not those of the others."""
    others = {f for f in FAMILIES if f != family} | ({"esp"} if family == "rp2040" else set()) | ({"servo"} if family == "esp32" else set())
    return [p for p in sorted(HOST.glob("*.cpp")) if p.stem.split("_")[0] not in others]


def _make_archive(made: Kit) -> None:
    with jobs.fresh_folder("native") as name:
        work = Path(name)
        pairs = [(source, work / f"{source.stem}.o") for source in _sources(made.family)]
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda pair: _or_bug([made.compiler, "-c", *CPP, "-Wall", *made.includes(), pair[0], "-o", pair[1]], work), pairs))
        _or_bug(["gcc-ar", "rcs", "core.a", *(o.name for _, o in pairs)], work)
        _keep(work / "core.a", made.archive)


def _make_header(made: Kit) -> None:
    """Arduino.h precompiled, as every source of a sketch includes it first."""
    with jobs.fresh_folder("native") as name:
        work = Path(name)
        (work / "sketch.hpp").write_text("#include <Arduino.h>\n")
        _or_bug([made.compiler, *CPP, *OWN, "-x", "c++-header", *made.includes(), "sketch.hpp", "-o", "sketch.hpp.gch"], work)
        _keep(work / "sketch.hpp.gch", made.header.with_name("sketch.hpp.gch"))
        _keep(work / "sketch.hpp", made.header)


def _make_fence(made: Kit) -> None:
    with jobs.fresh_folder("native") as name:
        _or_bug(["gcc", "-O1", "-static", HOST / "fence.c", "-o", "fence"], Path(name))
        _keep(Path(name) / "fence", made.fence)


def _or_bug(command: list[str | Path], work: Path) -> None:
    done = jobs.run(command, work, LIMITS)
    if "cannot find -l" in done.err:
        raise Missing("Simulating C++ firmware for ESP32, ESP8266 and Pico needs the static C and C++ libraries (glibc-static and libstdc++-static on Fedora).", "libc.a")
    if not done.ok:
        raise Bug(f"The simulator's own part does not compile: {done.why or done.err.strip()[-300:]}", "simulate")


def _keep(made: Path, kept: Path) -> None:
    """Whole or not at all: another run may look at the same moment."""
    part = kept.with_name(f"{kept.name}.{os.getpid()}.part")
    shutil.copy(made, part)
    os.replace(part, kept)


def compile_native(work: Path, family: str) -> bytes:
    """The program made of the sketch in WORK. Raises BadInput where it does not compile, Missing."""
    made = kit(family)
    sketch = work / "firmware_ino_joined.cpp"
    sketch.write_text(ino.joined(main_first(work)), encoding="utf-8")
    sources = sorted({p for pattern in ("*.cpp", "*.c", "src/**/*.cpp", "src/**/*.c") for p in work.glob(pattern)})
    headers = digest(p for pattern in ("*.h", "*.hpp", "src/**/*.h", "src/**/*.hpp") for p in sorted(work.glob(pattern)))
    with ThreadPoolExecutor(2) as pool:
        objects = list(pool.map(lambda source: _object(made, source, work, headers, source != sketch), sources))
    program = work / "program"
    done = jobs.run([made.compiler, "-static", "-s", "-o", program, *objects, made.archive], work, LIMITS)
    if not done.ok:
        raise _not_compiled(_unlinked(done))
    return program.read_bytes()


def _object(made: Kit, source: Path, work: Path, headers: str, cached: bool) -> Path:
    """One source compiled; a driver seen before comes from the cache."""
    inside = source.relative_to(work).as_posix()
    key = hashlib.sha256((headers + inside + digest([source])).encode()).hexdigest()[:24]
    kept = made.folder / "objects" / f"{source.stem[:40]}-{key}.o"
    if cached and kept.is_file():
        return kept
    target = work / f"{key}.o"
    language = ["gcc", *C] if source.suffix == ".c" else [made.compiler, *CPP, "-include", made.header]
    done = jobs.run([*language, *OWN, "-c", f"-I{work}", *made.includes(), source, "-o", target], work, LIMITS)
    if not done.ok:
        wrong = next((m for m in from_gcc(done.err, work) if m.severity == "error"), None)
        raise _not_compiled(wrong or Message("error", done.why or done.err.strip()[-200:] or "the compiler did not say why", source.name))
    if cached:
        kept.parent.mkdir(exist_ok=True)
        _keep(target, kept)
    return target


def _not_compiled(message: Message) -> BadInput:
    return BadInput(f"The sketch does not compile: {message}", message.file or "sketch", "compile")


def _unlinked(done: jobs.Done) -> Message:
    """What the linker missed, in words."""
    missing = re.search(r"undefined reference to [`'‘]([^'’]*)", done.err)
    if missing and missing[1] in ("setup()", "loop()"):
        return Message("error", f"the sketch has no {missing[1]}.")
    if missing:
        return Message("error", f"'{missing[1]}' is used but nowhere written, and the simulator does not have it either.")
    twice = re.search(r"multiple definition of [`'‘]([^'’]*)", done.err)
    return Message("error", f"'{twice[1]}' is written twice." if twice else done.why or done.err.strip()[-200:])


def set_up(folder: Path, program: bytes, family: str, seconds: float) -> list[str | Path]:
    """Puts the program and its pipes (`to`, `from`) into FOLDER; the words that start it there behind the fence, with SECONDS of
    processor time, and then what is written after them."""
    (folder / "program").write_bytes(program)
    (folder / "program").chmod(0o700)
    for name in ("to", "from"):
        os.mkfifo(folder / name, 0o600)
    start = f'("$1" {MEMORY_MB} "$2" ./program <to >from 2>/dev/null) & shift 2; exec "$@"'
    return ["/bin/sh", "-c", start, "sh", kit(family).fence, str(int(seconds) + 1)]
