"""Any file that holds a bill (a BOM table, an OHM design, a Wokwi diagram) → lines to buy."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ohm_core.budget.bom import bill
from ohm_core.budget.owned import Owned
from ohm_core.budget.plan import Line, is_table
from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.circuit.circuit import resolve
from ohm_core.design.values import Design
from ohm_core.errors import BadInput
from ohm_core.formats.source import read_bytes, read_design
from ohm_core.formats.tables import LIMIT_BYTES, LIMIT_CELL, read_owned, read_rows, whole_number
from ohm_core.understand.finding_parts import meant_part
from ohm_core.units import parse_money


def read_lines(path: Path, catalogue: Catalogue, currency: str = "USD") -> list[Line]:
    """The lines of a bill. Raises BadInput with the place."""
    if not is_table(path):
        return lines_of(read_design(path, catalogue), catalogue, currency)
    return lines_in(read_bytes(path, LIMIT_BYTES), path.name, catalogue, currency)


def lines_in(data: bytes, file: str, catalogue: Catalogue, currency: str = "USD") -> list[Line]:
    """The lines of a BOM table called FILE. Raises BadInput with the place."""
    rows = read_rows(data, file, ("part",))
    if not rows:
        raise BadInput(f"{file} has headings but no line.", file)
    return [_line(row, f"{file}:{i + 2}", i, currency, catalogue) for i, row in enumerate(rows)]


def lines_of(design: Design, catalogue: Catalogue, currency: str = "USD") -> list[Line]:
    """The lines of a design's bill."""
    return [Line(x.ref, x.part, x.quantity, owned=x.quantity if x.owned else 0, attrs=x.attrs or {}) for x in bill(resolve(design, catalogue), currency)]


def read_own(path: Path, catalogue: Catalogue, unknown: Callable[[str], None]) -> list[Owned]:
    """The parts a person has; names that mean nothing here are given to UNKNOWN and left out. Raises BadInput."""
    return own_of(read_bytes(path, LIMIT_BYTES), path.name, catalogue, unknown)


def own_of(data: bytes, file: str, catalogue: Catalogue, unknown: Callable[[str], None]) -> list[Owned]:
    """The same from the bytes of a table called FILE."""
    found = []
    for name, count in read_owned(data, file):
        meant = meant_part(name, catalogue)
        if meant is None:
            unknown(name)
        else:
            found.append(Owned(meant.parts, count, meant.attrs, name))
    return found


def _line(row: dict[str, str], where: str, index: int, currency: str, catalogue: Catalogue) -> Line:
    if any(len(v or "") > LIMIT_CELL for v in row.values()):
        raise BadInput(f"{where}: a cell has over {LIMIT_CELL:,} characters.", where)
    part = (row.get("part") or row.get("mpn") or row.get("name") or "").strip()
    if not part:
        raise BadInput(f"{where}: the line names no part.", where)
    price = (row.get("unit_price") or "").strip().lstrip("$€£")
    money = parse_money(price, (row.get("currency") or currency).strip() or currency, "price") if price else None
    known = meant_part(part, catalogue) or (meant_part(row["name"], catalogue) if row.get("name") else None)
    told = meant_part(row["name"], catalogue) if row.get("name") else None
    attrs = {**(told.attrs if told and known and set(told.parts) & set(known.parts) else {}), **(known.attrs if known else {})}
    part = known.parts[0] if known and len(known.parts) == 1 else part
    return Line((row.get("ref") or f"line {index + 1}").strip(), part, whole_number(row.get("quantity", "1"), where), money, (row.get("supplier") or "").strip(), (row.get("sku") or "").strip(), attrs=attrs)
