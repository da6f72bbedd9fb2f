"""`ohm build`: the firmware in a folder compiled for its board, or checked where no compiler for it is to be had offline."""

from __future__ import annotations

import hashlib
import re
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ohm_core import jobs
from ohm_core.catalogue.catalogue import ohm_home
from ohm_core.errors import BadInput
from ohm_core.firmware.messages import Message

MOST_FILES, MOST_BYTES = 400, 8_000_000
SOURCES = (".ino", ".cpp", ".c", ".h", ".hpp", ".S", ".py", ".example")
_INCLUDE = re.compile(r'^\s*#\s*include\s*["<]([^">]+)[">]', re.M)


@dataclass(frozen=True)
class Memory:
    """Bytes used of the bytes there are."""

    used: int
    limit: int


@dataclass(frozen=True)
class BuildResult:
    """The end of a build. `method` says whether a compiler for the board made a program ("compiled") or its sources were
    checked against what the board's software offers ("checked"); `artefacts` are files that can be put on the board.
    """

    ok: bool
    target: str
    method: Literal["compiled", "checked"]
    messages: tuple[Message, ...] = ()
    flash: Memory | None = None
    ram: Memory | None = None
    artefacts: tuple[Path, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class Target:
    """What a firmware folder is for, from its project files."""

    language: Literal["arduino", "micropython"]
    family: str
    fqbn: str = ""


def build(folder: Path) -> BuildResult:
    """Compiles or checks the firmware in FOLDER (or in FOLDER/firmware).

    Raises BadInput where the folder cannot be used, Missing where a compiler or checker is not installed. Wrong code is an
    answer: `ok` is False and `messages` say where.
    """
    started = time.monotonic()
    source = firmware_folder(folder)
    target = target_of(source)
    with jobs.fresh_folder("build") as name:
        work = Path(name) / "sketch"
        copy_sources(source, work)
        result = _made(work, target)
    return BuildResult(result.ok, result.target, result.method, result.messages, result.flash, result.ram, result.artefacts,
                       round(time.monotonic() - started, 3))


def _made(work: Path, target: Target) -> BuildResult:
    if target.language == "micropython":
        from ohm_core.firmware import mpy

        return mpy.check_folder(work, target)
    if target.family != "avr":
        from ohm_core.firmware import apicheck

        return apicheck.check_folder(work, target)
    return _avr(work, target)


def _avr(work: Path, target: Target) -> BuildResult:
    from ohm_core.firmware import avr

    out = work.parent / "made"
    out.mkdir()
    done = avr.compile_folder(work, target.fqbn, out)
    limits = avr.chip(target.fqbn)
    errors = any(m.severity == "error" for m in done.messages)
    if done.hex is None or errors:
        return BuildResult(False, target.fqbn, "compiled", done.messages)
    kept = keep_artefacts(work, out, ("firmware.hex", "firmware.elf"))
    return BuildResult(True, target.fqbn, "compiled", done.messages, Memory(done.flash, limits.flash), Memory(done.ram, limits.ram), kept)


def keep_artefacts(work: Path, out: Path, names: tuple[str, ...]) -> tuple[Path, ...]:
    """Moves what was made under OHM_HOME/cache/builds, named by the sources it was made from."""
    digest = hashlib.sha256()
    for path in sorted(p for p in work.rglob("*") if p.is_file()):
        digest.update(path.relative_to(work).as_posix().encode() + b"\0" + path.read_bytes())
    folder = ohm_home() / "cache" / "builds" / digest.hexdigest()[:20]
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copyfile(out / name, folder / name)
    return tuple(folder / name for name in names)


def firmware_folder(folder: Path) -> Path:
    """FOLDER itself, or the firmware folder in it. Raises BadInput where there is no program."""
    for place in (folder, folder / "firmware"):
        if place.is_dir() and (any(place.glob("*.ino")) or (place / "main.py").is_file()):
            return place
    if not folder.exists():
        raise BadInput(f"The folder {folder} does not exist.", str(folder))
    if any(True for name in ("", "main", "src") for _ in (folder / name).glob("*.c")):
        raise BadInput(f"{folder} holds a C program, which `ohm check` reads but nothing here builds: give the .ino, the main.py or, for an AVR board, the .hex that its own tools made.", str(folder))
    raise BadInput(f"There is no program in {folder}: neither a .ino file nor a main.py, there or in its firmware folder.", str(folder))


def target_of(folder: Path) -> Target:
    """What the project files say the program is for. Raises BadInput where they say nothing."""
    fqbn = _first(folder / "sketch.yaml", r"default_fqbn:\s*([\w:.-]+)")
    if (folder / "main.py").is_file() and not any(folder.glob("*.ino")):
        return Target("micropython", _first(folder / "config.py", r'BOARD = "(\w+)"') or "esp32")
    board = _first(folder / "platformio.ini", r"^board\s*=\s*([\w-]+)")
    fqbn = fqbn or {"uno": "arduino:avr:uno", "nanoatmega328": "arduino:avr:nano", "nanoatmega328new": "arduino:avr:nano", "megaatmega2560": "arduino:avr:mega", "d1_mini": "esp8266:esp8266:d1_mini",
                    "rpipicow": "rp2040:rp2040:rpipicow", "esp32doit-devkit-v1": "esp32:esp32:esp32doit-devkit-v1"}.get(board, "")
    if not fqbn:
        raise BadInput(f"Nothing in {folder} says which board the program is for; add a sketch.yaml with a line like 'default_fqbn: arduino:avr:uno'.", "sketch.yaml")
    return Target("arduino", fqbn.split(":")[1] if ":" in fqbn else fqbn, fqbn)


def _first(path: Path, pattern: str) -> str:
    if not path.is_file():
        return ""
    match = re.search(pattern, path.read_text(encoding="utf-8", errors="replace"), re.M)
    return match[1] if match else ""


def copy_sources(folder: Path, work: Path) -> None:
    """The sources of FOLDER into WORK, bring-up sketches aside. Raises BadInput for links, too much, or includes that climb out."""
    files = [p for p in sorted(folder.rglob("*")) if p.suffix in SOURCES and "bringup" not in p.relative_to(folder).parts]
    if len(files) > MOST_FILES or sum(p.lstat().st_size for p in files) > MOST_BYTES:
        raise BadInput(f"{folder} holds more than {MOST_FILES} source files or {MOST_BYTES // 1_000_000} MB; give the folder of one program.", str(folder))
    work.mkdir(parents=True)
    for path in files:
        inside = path.relative_to(folder)
        if path.is_symlink() or not path.resolve().is_relative_to(folder.resolve()):
            raise BadInput(f"{inside} is a link that leads out of the firmware folder.", str(inside))
        _refuse_climbing(path, inside)
        target = work / inside
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def _refuse_climbing(path: Path, inside: Path) -> None:
    for included in _INCLUDE.findall(path.read_text(encoding="utf-8", errors="replace")):
        if Path(included).is_absolute() or ".." in Path(included).parts or ":" in included:
            raise BadInput(f"{inside} includes '{included[:80]}', which is outside the firmware folder.", str(inside))
