"""Which firmware runs on which processor: finds it, compiles it where needed, or says in a sentence why it cannot be simulated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ohm_core import jobs
from ohm_core.circuit.circuit import Circuit
from ohm_core.errors import BadInput, Missing
from ohm_core.firmware.simulate.turns import with_turns

LIMIT_HEX = 2_000_000
LIMIT_PYTHON = 4_000_000
LIMIT_FILES = 200
FAMILIES = ("esp32", "esp8266", "rp2040")  # their C++ runs as a program of this computer
AVR_CHIPS = ("ATMEGA328P", "ATMEGA2560")  # js/chips.mjs
SKETCHES = (".ino", ".cpp", ".c", ".h", ".hpp")


@dataclass(frozen=True)
class Program:
    """Firmware ready to run: `kind` avr with its Intel HEX, python with its files by path and the one that starts, or host with a
    program of this computer (native.py)."""

    kind: str
    hex: str = ""
    binary: bytes = b""
    files: Mapping[str, str] = field(default_factory=dict)
    main: str = "main.py"
    memory: Mapping[str, int] = field(default_factory=dict)


def find_program(circuit: Circuit, sketch: Path, libraries: Path | None = None) -> Program:
    """The firmware at SKETCH for the circuit's board. Raises BadInput or Missing."""
    board = circuit.board_instance()
    facts = board.part.board if board else None
    if board is None or facts is None:
        raise BadInput("The circuit has no controller board, so there is nothing to run firmware on.", "board")
    if not sketch.exists():
        raise BadInput(f"There is no {sketch.name}; give a .ino, a .hex, a main.py or the folder that holds it.", str(sketch))
    python = _python_main(sketch)
    if python:
        if "micropython" not in facts.languages:
            raise BadInput(f"{board.part.name} does not run MicroPython; give its Arduino sketch or .hex.", str(sketch))
        return _python(python)
    if facts.family in FAMILIES:
        return Program("host", binary=_native(sketch, facts.family, libraries))
    if facts.family != "avr":
        raise Missing(f"There is no offline simulator for the {facts.mcu} of the {board.part.name}.", str(sketch))
    if facts.mcu.upper() in AVR_CHIPS:
        return _avr(sketch, facts.fqbn, libraries)
    raise Missing(f"The {facts.mcu} of the {board.part.name} is not simulated; the ATmega328P of the Uno and Nano and the ATmega2560 of the Mega are.", str(sketch))


def _python_main(sketch: Path) -> Path | None:
    if sketch.is_file():
        return sketch if sketch.suffix == ".py" else None
    if any(sketch.glob("*.ino")):
        return None
    return next((sketch / name for name in ("main.py", "code.py") if (sketch / name).is_file()), None)


def _python(main: Path) -> Program:
    """main.py with every module beside it and in lib/."""
    folder = main.parent
    found = [p for p in sorted([*folder.glob("*"), *folder.glob("lib/**/*")]) if p.is_file() and p.suffix in (".py", ".json", ".txt", ".csv")]
    files: dict[str, str] = {}
    size = 0
    for path in {main, *found[:LIMIT_FILES]}:
        size += path.stat().st_size
        if size > LIMIT_PYTHON:
            raise BadInput(f"The MicroPython files beside {main.name} are larger than {LIMIT_PYTHON:,} bytes together.", str(folder), "too_large")
        text = _text(path)
        files[path.relative_to(folder).as_posix()] = with_turns(text) if path.suffix == ".py" else text
    return Program("python", files=files, main=main.name)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise BadInput(f"{path.name} is not text in UTF-8.", str(path)) from None


def _native(sketch: Path, family: str, libraries: Path | None) -> bytes:
    """A program of this computer, compiled from a sketch for ESP32, ESP8266 or RP2040."""
    from ohm_core.firmware.simulate.native import compile_native

    if sketch.is_file() and sketch.suffix not in SKETCHES:
        raise BadInput(f"{sketch.name} cannot be simulated for this board; give its .ino or the folder that holds it.", str(sketch))
    with sources(sketch, libraries) as work:
        return compile_native(work, family)


def _avr(sketch: Path, fqbn: str, libraries: Path | None) -> Program:
    """A program in Intel HEX, compiled from a sketch where it is not one already."""
    if sketch.is_file() and sketch.suffix == ".hex":
        if sketch.stat().st_size > LIMIT_HEX:
            raise BadInput(f"{sketch.name} is larger than {LIMIT_HEX:,} bytes.", str(sketch), "too_large")
        text = sketch.read_bytes().decode("latin-1")
        if not text.lstrip().startswith(":"):
            raise BadInput(f"{sketch.name} is no Intel HEX file.", str(sketch))
        return Program("avr", hex=text)
    if sketch.is_file() and sketch.suffix not in SKETCHES:
        raise BadInput(f"{sketch.name} is no firmware; give a .ino, a .hex, a main.py or the folder that holds it.", str(sketch))
    return _compile(sketch, fqbn, libraries)


def _compile(sketch: Path, fqbn: str, libraries: Path | None) -> Program:
    """A sketch compiled for an AVR board, with what it takes of its memory."""
    from ohm_core.firmware import avr

    with sources(sketch, libraries) as work:
        out = work.parent / "made"
        out.mkdir()
        done = avr.compile_folder(work, fqbn, out)
        if done.hex is None:
            wrong = next((m for m in done.messages if m.severity == "error"), None)
            raise BadInput(f"The sketch does not compile: {wrong or 'the compiler did not say why'}", str(sketch), "compile")
        chip = avr.chip(fqbn)
        return Program("avr", hex=done.hex.read_text(), memory={"flash": done.flash, "flash_of": chip.flash, "ram": done.ram, "ram_of": chip.ram})


@contextmanager
def sources(sketch: Path, libraries: Path | None) -> Iterator[Path]:
    """A folder with the sources of a sketch folder, or of one file in a folder that is not named after it (then with the headers
    beside it), and of the libraries they include."""
    from ohm_core.firmware.build import copy_sources, firmware_folder
    from ohm_core.firmware.simulate.libraries import add_libraries

    alone = sketch.is_file() and sketch.stem not in (sketch.parent.name, "firmware", "main", "sketch")
    folder = sketch.parent if sketch.is_file() else firmware_folder(sketch)
    with jobs.fresh_folder("simulate") as name:
        work = Path(name) / "sketch"
        if alone:
            _copy_alone(sketch, work)
        else:
            copy_sources(folder, work)
        if libraries is not None:
            add_libraries(work, libraries)
        yield work


def _copy_alone(sketch: Path, work: Path) -> None:
    """One .ino of a folder with many: without the other .ino files, with the code files beside it."""
    from ohm_core.firmware.build import copy_sources

    copy_sources(sketch.parent, work)
    for other in work.glob("*.ino"):
        if other.name != sketch.name:
            other.unlink()
    if sketch.suffix != ".ino":
        (work / sketch.name).rename(work / f"{sketch.stem}.ino")
