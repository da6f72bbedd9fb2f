"""A prototype written in another tool's form. All files or none; names never leave the target."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ohm_core.design.file import safe_path
from ohm_core.errors import BadInput
from ohm_core.project.prototype import Prototype


@dataclass(frozen=True)
class Format:
    """What it makes: `files` gives names → bytes; `single` when it is one file; `default` where it goes unless told."""

    default: str
    single: bool
    files: Callable[[Prototype], Mapping[str, bytes]]


def export(made: Prototype, to: str, target: Path) -> list[str]:
    """Write TARGET; the paths written. Raises BadInput when it cannot be."""
    form = FORMATS[to]
    files = form.files(made)
    if form.single:
        if target.is_dir():
            target = target / Path(form.default).name
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, next(iter(files.values())))
        return [str(target)]
    if target.exists() and not target.is_dir():
        raise BadInput(f"{target} is a file; this export writes a folder.", "--out")
    for name, content in files.items():
        path = target / safe_path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    return [str(target / name) for name in files]


def _replace(path: Path, content: bytes) -> None:
    """The file appears whole or not at all."""
    half = path.with_name(f".{path.name}.part")
    try:
        half.write_bytes(content)
        half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _wokwi(made: Prototype) -> dict[str, bytes]:
    return {"diagram.json": made.diagram().encode()}


def _bom(made: Prototype) -> dict[str, bytes]:
    from ohm_core.formats.tables import bom_csv

    return {"bom.csv": bom_csv(made.bom).encode()}


def _in_cpp(made: Prototype, to: str) -> None:
    """Raises BadInput for a design whose firmware is none that this target takes."""
    if not made.firmware:
        raise BadInput("The design has no board, so there is no firmware to export.", "--to", "no_firmware")
    if not any(f.path.endswith((".ino", ".cpp")) for f in made.firmware):
        raise BadInput(f"This design's firmware is MicroPython, and '{to}' takes Arduino C++; ask for the design in Arduino C++, or export 'zip', which holds the Python files.", "--to", "wrong_language")


def _arduino(made: Prototype) -> dict[str, bytes]:
    _in_cpp(made, "arduino")
    return {safe_path(f.path): f.content.encode() for f in made.firmware if not f.path.endswith("platformio.ini")}


def _platformio(made: Prototype) -> dict[str, bytes]:
    _in_cpp(made, "platformio")
    return {safe_path(f.path): f.content.encode() for f in made.firmware}


def _guide(made: Prototype) -> dict[str, bytes]:
    return {"guide.md": made.guide().encode()}


def zip_bytes(made: Prototype) -> bytes:
    """Everything of `ohm design --out` in one archive; the same design gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in made.files().items():
            archive.writestr(zipfile.ZipInfo(safe_path(name), (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _zip(made: Prototype) -> dict[str, bytes]:
    return {"prototype.zip": zip_bytes(made)}


FORMATS: dict[str, Format] = {
    "wokwi": Format("diagram.json", True, _wokwi), "bom-csv": Format("bom.csv", True, _bom), "platformio": Format("firmware", False, _platformio),
    "arduino": Format("firmware", False, _arduino), "guide": Format("guide.md", True, _guide), "zip": Format("prototype.zip", True, _zip),
}
