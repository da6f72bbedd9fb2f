"""A circuit from anywhere, with or without its sketch: what the rules say of it, and changes of one step that mend it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.catalogue.catalogue import load as load_catalogue
from ohm_core.design.file import LIMIT_BYTES, parse_json
from ohm_core.design.finding import Finding, Report
from ohm_core.design.values import Design
from ohm_core.errors import BadInput
from ohm_core.firmware.reading.facts import SketchFacts
from ohm_core.firmware.reading.read import CPP, facts_of
from ohm_core.mend import Mended, mend
from ohm_core.project.prototype import Prototype

CODE = (*CPP, ".py")
CIRCUIT = (".json",)
MOST_ENTRIES = 500  # of a zip
NAMES = ("diagram.json", "design.json")  # what the circuit of a project is called


@dataclass(frozen=True)
class Checked:
    """A circuit under the rules. `sketch` is the program's text by file name, empty where none was given."""

    prototype: Prototype
    sketch: Mapping[str, str]

    @cached_property
    def facts(self) -> SketchFacts | None:
        """What the sketch does with the pins; None without a sketch."""
        board = self.prototype.circuit.board_instance()
        return facts_of(self.sketch, board.part.board.family if board and board.part.board else "") if self.sketch else None

    @cached_property
    def report(self) -> Report:
        from ohm_core.rules import check

        return check(self.prototype.circuit, self.facts)

    def as_json(self, repairs: bool = False) -> dict[str, Any]:
        """The object `ohm check --json` prints; with REPAIRS each finding has the changes of one step that mend it."""
        from ohm_core.project.prototype import nets_json

        mended = {f: [m.said for m in self.repairs(f)] for f in self.report.findings} if repairs else {}
        return {"findings": [f.as_json() | ({"repairs": mended[f]} if repairs else {}) for f in self.report.findings], "checked": list(self.report.checked),
                "not_checked": [{"rule": n.rule, "why": n.why} for n in self.report.not_checked], "nets": nets_json(self.prototype.circuit)}

    def repairs(self, finding: Finding) -> tuple[Mended, ...]:
        """Changes of one step after which FINDING is gone and nothing new has come, best first; may take a second."""
        return mend(self.prototype.circuit.design, finding, self.prototype.catalogue, self.facts)

    def changed(self, design: Design) -> Checked:
        """The same with another circuit."""
        return Checked(Prototype.from_design(design, self.prototype.catalogue, self.prototype.currency), self.sketch)


def checked(design: Design, sketch: Mapping[str, str] | None = None, catalogue: Catalogue | None = None) -> Checked:
    """DESIGN under the rules. Raises BadInput for unknown parts or pins."""
    return Checked(Prototype.from_design(design, catalogue), dict(sketch or {}))


def checked_files(files: Iterable[tuple[str, bytes]], catalogue: Catalogue | None = None) -> Checked:
    """What people drop: an OHM design or a Wokwi diagram, the sketch beside it, or both in a zip. Raises BadInput."""
    from ohm_core.formats.source import design_of_json

    known = catalogue or load_catalogue()
    circuits, sketch = _sorted([inner for name, body in files for inner in _opened(name, body)])
    if not circuits:
        raise BadInput("There is no circuit among the files; add the diagram.json of Wokwi or the design.json of OHM.", "files")
    name, body = next((c for n in NAMES for c in circuits if PurePosixPath(c[0]).name == n), circuits[0])
    return checked(design_of_json(parse_json(body, name), known, name), sketch, known)


def _opened(name: str, body: bytes) -> list[tuple[str, bytes]]:
    """A file as it is, a zip as what it holds."""
    if not name.lower().endswith(".zip"):
        return [(name, body)]
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            wanted = [i for i in packed.infolist()[:MOST_ENTRIES] if not i.is_dir() and i.filename.lower().endswith((*CODE, *CIRCUIT))]
            if sum(i.file_size for i in wanted) > 2 * LIMIT_BYTES:
                raise BadInput(f"{name[:80]} unpacks to more than {2 * LIMIT_BYTES:,} bytes; give only circuit and sketch.", name[:80], "too_large")
            return [(i.filename, packed.read(i)) for i in wanted]
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise BadInput(f"{name[:80]} is no zip that can be opened: {error}.", name[:80]) from None


def _sorted(files: list[tuple[str, bytes]]) -> tuple[list[tuple[str, bytes]], dict[str, str]]:
    """Circuits, and the sketch's files by name."""
    circuits, sketch = [], {}
    for name, body in files:
        if len(body) > LIMIT_BYTES:
            raise BadInput(f"{name[:80]} has {len(body):,} bytes; the limit is {LIMIT_BYTES:,}.", name[:80], "too_large")
        lower = name.lower()
        if lower.endswith(CODE):
            sketch[PurePosixPath(name).name] = body.decode("utf-8", "replace")
        elif lower.endswith(CIRCUIT) and PurePosixPath(lower).name not in ("wokwi.json", "package.json", "libraries.json"):
            circuits.append((name, body))
        elif not lower.endswith(CIRCUIT):
            raise BadInput(f"{name[:80]} is neither a circuit (.json) nor a sketch ({', '.join(CODE)}) nor a zip of them.", name[:80])
    return circuits, sketch
