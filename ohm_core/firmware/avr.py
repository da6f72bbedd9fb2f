"""Compiling Arduino sketches for AVR boards with avr-gcc and the Arduino core, no Arduino tools needed.

The core is looked for where Debian's arduino-core-avr and the Arduino IDE put it, or where OHM_ARDUINO_CORE says. Core and
drivers are kept as objects under OHM_HOME/cache, by the content they were made from.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ohm_core import jobs
from ohm_core.catalogue.catalogue import ohm_home
from ohm_core.errors import Missing
from ohm_core.firmware import ino
from ohm_core.firmware.messages import Message, from_gcc

LIMITS = jobs.Limits(seconds=60, memory_mb=1500)
INSTALL = "sudo apt-get install --no-install-recommends gcc-avr avr-libc binutils-avr arduino-core-avr"
LIBRARIES = ("EEPROM", "SPI", "SoftwareSerial", "Wire")
# As platform.txt of the Arduino AVR core has it, with link-time optimisation; gcc 5 of Debian lacks DECIMAL_DIG in its C++ mode.
COMMON = ["-c", "-g", "-Os", "-ffunction-sections", "-fdata-sections", "-MMD", "-flto", "-DDECIMAL_DIG=__DECIMAL_DIG__"]
CPP = [*COMMON, "-std=gnu++11", "-fpermissive", "-fno-exceptions", "-fno-threadsafe-statics"]
C = [*COMMON, "-std=gnu11", "-fno-fat-lto-objects"]
ASM = ["-c", "-g", "-x", "assembler-with-cpp", "-MMD"]
LINK = ["-w", "-Os", "-g", "-flto", "-fuse-linker-plugin", "-Wl,--gc-sections"]
# What is too large is linked all the same, so that its size can be told (binutils, avr.sc: __TEXT_REGION_LENGTH__).
ROOMY = ["-Wl,--defsym=__TEXT_REGION_LENGTH__=0x400000", "-Wl,--defsym=__DATA_REGION_LENGTH__=0xfe00"]


@dataclass(frozen=True)
class Chip:
    """What boards.txt says of a board."""

    id: str
    mcu: str
    f_cpu: str
    macro: str
    variant: str
    flash: int
    ram: int


@dataclass(frozen=True)
class Compiled:
    """The end of a build: the .hex (None where it failed), messages, bytes of flash and RAM used."""

    hex: Path | None
    messages: tuple[Message, ...]
    flash: int = 0
    ram: int = 0


def core_folder() -> Path:
    """The Arduino AVR core (the folder with boards.txt). Raises Missing with the command that installs it."""
    for folder in _core_places():
        if (folder / "boards.txt").is_file() and (folder / "cores" / "arduino").is_dir():
            return folder
    raise Missing(f"The Arduino AVR core is not installed; on Debian or Ubuntu: {INSTALL} (elsewhere install the Arduino IDE, or set OHM_ARDUINO_CORE to its hardware/avr folder).", "arduino-core-avr")


def _core_places() -> Iterable[Path]:
    if said := os.environ.get("OHM_ARDUINO_CORE"):
        yield Path(said)
        return
    yield Path("/usr/share/arduino/hardware/arduino/avr")
    for home in (Path.home() / ".arduino15", Path.home() / "Library" / "Arduino15", Path.home() / "AppData" / "Local" / "Arduino15"):
        yield from sorted((home / "packages" / "arduino" / "hardware" / "avr").glob("*"), reverse=True)


def compilers() -> dict[str, str]:
    """avr-gcc, avr-g++, avr-ar, avr-objcopy and avr-size by name. Raises Missing."""
    names = ("avr-gcc", "avr-g++", "avr-gcc-ar", "avr-objcopy", "avr-size")
    places = [p for home in (".arduino15", "Library/Arduino15", "AppData/Local/Arduino15") for p in (Path.home() / home / "packages/arduino/tools/avr-gcc").glob("*/bin")]
    path = os.pathsep.join([os.environ.get("PATH", ""), *map(str, places)])
    found = {name: shutil.which(name, path=path) for name in names}
    if missing := [n for n, p in found.items() if p is None]:
        raise Missing(f"The AVR compiler is not installed ({missing[0]} was not found); on Debian or Ubuntu: {INSTALL}", "gcc-avr")
    return {n: p for n, p in found.items() if p}


@cache
def _boards(core: Path) -> dict[str, str]:
    lines = (core / "boards.txt").read_text(encoding="utf-8").splitlines()
    return {k.strip(): v.strip() for line in lines if "=" in line and not line.startswith("#") for k, v in (line.split("=", 1),)}


def chip(fqbn: str) -> Chip:
    """The chip of a board like "arduino:avr:uno". Raises Missing where the core does not know it."""
    facts, name = _boards(core_folder()), fqbn.split(":")[2] if fqbn.count(":") >= 2 else fqbn
    if f"{name}.name" not in facts:
        raise Missing(f"The Arduino AVR core here does not know the board '{name[:40]}'.", fqbn)
    menus = [k.removesuffix(".build.mcu") for k in facts if k.startswith(f"{name}.menu.cpu.") and k.endswith(".build.mcu")]

    def fact(key: str, default: str = "") -> str:
        return facts.get(f"{name}.{key}") or next((v for m in menus[:1] if (v := facts.get(f"{m}.{key}"))), default)

    return Chip(name, fact("build.mcu"), fact("build.f_cpu", "16000000L"), fact("build.board", "AVR_UNO"), fact("build.variant", "standard"),
                int(fact("upload.maximum_size", "32256")), int(fact("upload.maximum_data_size", "2048")))


@dataclass(frozen=True)
class Toolchain:
    """Everything one build needs to know."""

    core: Path
    tools: dict[str, str]
    chip: Chip
    cache: Path

    def includes(self) -> list[str]:
        libraries = [self.core / "libraries" / name / "src" for name in LIBRARIES]
        folders = [self.core / "cores" / "arduino", self.core / "variants" / self.chip.variant, *libraries, self.core / "libraries" / "Wire" / "src" / "utility"]
        return [f"-I{folder}" for folder in folders if folder.is_dir()]

    def target(self) -> list[str]:
        return [f"-mmcu={self.chip.mcu}", f"-DF_CPU={self.chip.f_cpu}", "-DARDUINO=10819", f"-DARDUINO_{self.chip.macro}", "-DARDUINO_ARCH_AVR"]


def toolchain(fqbn: str) -> Toolchain:
    """Core, compilers and cache for a board. Raises Missing."""
    found = chip(fqbn)
    core, tools = core_folder(), compilers()
    stamp = hashlib.sha256(repr((core.resolve(), (core / "platform.txt").stat().st_mtime_ns, tools["avr-g++"], found, CPP)).encode()).hexdigest()[:12]
    folder = ohm_home() / "cache" / "avr" / f"{found.id}-{stamp}"
    folder.mkdir(parents=True, exist_ok=True)
    return Toolchain(core, tools, found, folder)


def compile_folder(folder: Path, fqbn: str, out: Path) -> Compiled:
    """Compiles the sketch in FOLDER (its own sources only) and puts firmware.elf and firmware.hex into OUT."""
    chain = toolchain(fqbn)
    sketch = out / "sketch.ino.cpp"
    sketch.write_text(ino.joined(main_first(folder)), encoding="utf-8")
    sources = [sketch, *sorted(p for pattern in ("*.cpp", "*.c", "*.S", "src/**/*.cpp", "src/**/*.c") for p in folder.glob(pattern))]
    headers = digest(p for pattern in ("*.h", "*.hpp", "src/**/*.h", "src/**/*.hpp") for p in sorted(folder.glob(pattern)))
    with ThreadPoolExecutor(2) as pool:
        core = pool.submit(core_archive, chain)
        made = list(pool.map(lambda source: _object(chain, source, folder, headers, out), sources))
    messages = tuple(m for _, said in made for m in said)
    objects = [path for path, _ in made if path]
    if len(objects) < len(sources):
        return Compiled(None, messages or (Message("error", "the compiler gave up without saying why."),))
    archive = core.result()
    if isinstance(archive, Message):
        return Compiled(None, (*messages, archive))
    return _link(chain, objects, archive, folder, out, messages)


def main_first(folder: Path) -> list[Path]:
    """The tabs of a sketch: the one named as the folder or firmware.ino, then the others by name."""
    tabs = sorted(folder.glob("*.ino"))
    return sorted(tabs, key=lambda p: (p.stem not in (folder.name, "firmware", "sketch", "main"), p.name))


def digest(paths: Iterable[Path]) -> str:
    """A fingerprint of the names and contents of files."""
    found = hashlib.sha256()
    for path in paths:
        found.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def _object(chain: Toolchain, source: Path, folder: Path, headers: str, out: Path) -> tuple[Path | None, tuple[Message, ...]]:
    """One source compiled with all warnings; a driver seen before comes from the cache."""
    key = hashlib.sha256((headers + digest([source])).encode()).hexdigest()[:24]
    kept = chain.cache / "objects" / f"{source.stem}-{key}.o"
    if kept.is_file() and source.parent != out:
        return kept, ()
    target = out / f"{source.stem}-{hashlib.sha256(str(source).encode()).hexdigest()[:8]}.o"  # two libraries may both have a utils.cpp
    done = _compile(chain, source, target, ["-Wall", "-Wextra", f"-I{folder}"])
    messages = from_gcc(done.err, folder)
    if not done.ok:
        return None, messages or (Message("error", f"the compiler stopped: {done.why or done.err.strip()[-200:]}", source.name),)
    if not messages and source.parent != out:
        _keep(target, kept)
    return target, messages


def _compile(chain: Toolchain, source: Path, target: Path, extra: list[str]) -> jobs.Done:
    flags, tool = {".c": (C, "avr-gcc"), ".S": (ASM, "avr-gcc")}.get(source.suffix, (CPP, "avr-g++"))
    return jobs.run([chain.tools[tool], *flags, *extra, *chain.target(), *chain.includes(), source, "-o", target], target.parent, LIMITS)


def _keep(made: Path, kept: Path) -> None:
    """Into the cache, whole or not at all: another build may look at the same moment."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_name(f"{kept.name}.{os.getpid()}.part")
        shutil.copyfile(made, part)
        os.replace(part, kept)
    except OSError:
        pass  # a read-only or full disk costs speed, nothing else


def core_archive(chain: Toolchain) -> Path | Message:
    """The Arduino core and its libraries as one archive, compiled once for each board."""
    archive = chain.cache / "core.a"
    if archive.is_file():
        return archive
    sources = [p for folder in (chain.core / "cores" / "arduino", *(chain.core / "libraries" / n / "src" for n in LIBRARIES))
               for p in sorted(folder.rglob("*")) if p.suffix in (".c", ".cpp", ".S")]
    with jobs.fresh_folder("core") as name:
        work = Path(name)
        pairs = [(source, work / f"{i}-{source.name}.o") for i, source in enumerate(sources)]
        with ThreadPoolExecutor(2) as pool:
            done = list(pool.map(lambda pair: _compile(chain, pair[0], pair[1], ["-w"]), pairs))
        failed = next((d for d in done if not d.ok), None)
        if failed:
            return Message("error", f"the Arduino core itself does not compile: {failed.why or failed.err.strip()[-300:]}")
        jobs.run([chain.tools["avr-gcc-ar"], "rcs", work / "core.a", *(o for _, o in pairs)], work, LIMITS)
        _keep(work / "core.a", archive)
        if not archive.is_file():
            return Message("error", f"there is no room for the compiled core in {chain.cache}.")
    return archive


def _link(chain: Toolchain, objects: list[Path], archive: Path, folder: Path, out: Path, messages: tuple[Message, ...]) -> Compiled:
    elf, hex_file = out / "firmware.elf", out / "firmware.hex"
    done = jobs.run([chain.tools["avr-gcc"], *LINK, *ROOMY, f"-mmcu={chain.chip.mcu}", "-o", elf, *objects, archive, "-lm"], out, LIMITS)
    if not done.ok:
        said = from_gcc(done.err, folder) or (Message("error", done.why or _last_line(done.err)),)
        return Compiled(None, (*messages, *said))
    jobs.run([chain.tools["avr-objcopy"], "-O", "ihex", "-R", ".eeprom", elf, hex_file], out, LIMITS)
    flash, ram = _sizes(jobs.run([chain.tools["avr-size"], "-A", elf], out, LIMITS).out)
    room = tuple(_room(chain.chip, flash, ram))
    fits = not any(m.severity == "error" for m in room)
    return Compiled(hex_file if fits and hex_file.is_file() else None, (*messages, *room), flash, ram)


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip()[:300] if lines else "the linker stopped without saying why."


def _sizes(text: str) -> tuple[int, int]:
    size = {name: int(n) for name, n in re.findall(r"^\.(\w+)\s+(\d+)", text, re.M)}
    return size.get("text", 0) + size.get("data", 0), size.get("data", 0) + size.get("bss", 0) + size.get("noinit", 0)


def _room(chip: Chip, flash: int, ram: int) -> Iterable[Message]:
    if flash > chip.flash:
        yield Message("error", f"the program needs {flash:,} bytes of flash; the board has {chip.flash:,}.")
    if ram > chip.ram:
        yield Message("error", f"the variables need {ram:,} bytes of RAM; the board has {chip.ram:,}.")
    elif ram > chip.ram * 0.8:
        yield Message("warning", f"the variables take {ram:,} of {chip.ram:,} bytes of RAM; little is left for the stack.")
