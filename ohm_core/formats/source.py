"""Any file that holds a circuit or a bill → values: an OHM design, a Wokwi diagram, a BOM table."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.design.file import LIMIT_BYTES, design_from, parse_json
from ohm_core.design.values import Design
from ohm_core.errors import BadInput


def read_bytes(path: Path, limit: int) -> bytes:
    """A file's bytes, at most LIMIT. Raises BadInput when it is not there, no file, too large or unreadable."""
    try:
        if path.is_dir():
            raise BadInput(f"{path} is a folder; give a file.", str(path))
        if not path.exists():
            raise BadInput(f"There is no file {path}.", str(path), "not_found")
        if path.stat().st_size > limit:
            raise BadInput(f"{path.name} has {path.stat().st_size:,} bytes; the limit is {limit:,}.", str(path), "too_large")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise BadInput(f"{str(path)[:120]} cannot be read: {getattr(error, 'strerror', None) or error}.", str(path)[:120]) from None


def read_design(path: Path, catalogue: Catalogue) -> Design:
    """The design in an OHM design file or a Wokwi diagram. Raises BadInput."""
    return design_of_json(parse_json(read_bytes(path, LIMIT_BYTES), path.name), catalogue, path.name)


def design_of_json(raw: Any, catalogue: Catalogue, name: str) -> Design:
    """The design in parsed JSON of either form. Raises BadInput."""
    from ohm_core.formats import wokwi

    if wokwi.is_diagram(raw):
        return wokwi.design_of(raw, catalogue, name)
    return design_from(raw, name)
