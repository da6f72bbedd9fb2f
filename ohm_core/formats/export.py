"""A prototype written in another tool's form. All files or none; names never leave the target; what is lost is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from ohm_core.design.file import safe_path
from ohm_core.errors import BadInput
from ohm_core.formats.files import Files, archive
from ohm_core.project.prototype import Prototype


@dataclass(frozen=True)
class Format:
    """`default`: where it goes unless told; `about`: what it is, for the help. `make` is given the prototype and the target."""

    default: str
    about: str
    make: Callable[[Prototype, Path], Files]


@dataclass(frozen=True)
class Written:
    """The paths written, and what of the design the format could not take."""

    paths: tuple[str, ...]
    notes: tuple[str, ...] = ()


def export(made: Prototype, to: str, target: Path) -> Written:
    """Write TARGET. Raises BadInput when it cannot be."""
    files = FORMATS[to].make(made, target)
    if len(files.files) == 1 and not files.folder:
        name, content = next(iter(files.files.items()))
        if target.is_dir():
            target = target / name
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, content)
        for other, content in files.beside.items():
            _replace(target.parent / safe_path(other), content)
        return Written((str(target), *(str(target.parent / other) for other in files.beside)), files.notes)
    if target.exists() and not target.is_dir():
        raise BadInput(f"{target} is a file; this export writes a folder.", "--out")
    for name, content in files.files.items():
        path = target / safe_path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    return Written(tuple(str(target / name) for name in files.files), files.notes)


def _replace(path: Path, content: bytes) -> None:
    """The file appears whole or not at all."""
    half = path.with_name(f".{path.name}.part")
    try:
        half.write_bytes(content)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _bom(made: Prototype, target: Path) -> Files:
    from ohm_core.formats.tables import bom_csv

    return Files({"bom.csv": bom_csv(made.bom).encode()})


def _guide(made: Prototype, target: Path) -> Files:
    return Files({"guide.md": made.guide().encode()})


def _zip(made: Prototype, target: Path) -> Files:
    return Files({"prototype.zip": archive(made.files())})


def _of(module: str, function: str = "") -> Callable[[Prototype, Path], Files]:
    """A format's function, its module loaded when it is first used."""

    def make(made: Prototype, target: Path) -> Files:
        found: Callable[..., Files] = getattr(import_module(f"ohm_core.formats.{module}"), function or module)
        return found(made, target) if module in ("wokwi_project", "projects") else found(made)

    return make


FORMATS: dict[str, Format] = {
    "wokwi": Format("wokwi.zip", "project for wokwi.com: diagram, sketch, libraries; --out X.json writes the diagram alone", _of("wokwi_project")),
    "kicad-netlist": Format("design.net", "netlist for KiCad's PCB editor", _of("kicad", "kicad_netlist")),
    "skidl": Format("design.py", "Python script that checks the circuit and writes a netlist", _of("skidl")),
    "wireviz": Format("wiring.yml", "wiring harness that WireViz draws", _of("wireviz")),
    "esphome": Format("esphome.yaml", "configuration for ESPHome: parts as components, behaviours as automations", _of("esphome")),
    "circuit-json": Format("circuit.json", "elements that tscircuit and its viewers read", _of("circuit_json")),
    "platformio": Format("firmware", "firmware as a PlatformIO project", _of("projects", "platformio")),
    "arduino": Format("firmware", "firmware as a sketch for the Arduino IDE and arduino-cli", _of("projects", "arduino")),
    "bom-csv": Format("bom.csv", "bill of materials", _bom),
    "guide": Format("guide.md", "build guide in Markdown", _guide),
    "zip": Format("prototype.zip", "everything of `ohm design --out`", _zip),
}
