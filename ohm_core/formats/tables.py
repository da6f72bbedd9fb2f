"""CSV in and out: bills of materials, owned parts. Cells are never formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from ohm_core.budget.bom import BomLine
from ohm_core.budget.offers import Offer
from ohm_core.errors import BadInput
from ohm_core.units import Money, parse_money

LIMIT_BYTES = 20_000_000
LIMIT_CELL = 10_000
HEADINGS = {
    "ref": ("ref", "reference", "references", "designator", "designators", "refdes", "referencedesignator"),
    "part": ("part", "partid", "id", "component", "comment", "value", "item", "partnumber"),
    "name": ("name", "description", "desc"), "quantity": ("quantity", "qty", "count", "amount", "stk", "pcs"),
    "manufacturer": ("manufacturer", "mfr", "mfg", "brand"), "mpn": ("mpn", "manufacturerpartnumber", "mfrpartnumber", "mfgpartnumber", "manufacturerpart"),
    "supplier": ("supplier", "vendor", "distributor"), "sku": ("sku", "supplierpartnumber", "ordercode", "lcscpart", "digikeypartnumber", "mouserpartnumber"),
    "unit_price": ("unitprice", "price", "unitcost", "cost"), "currency": ("currency",), "link": ("link", "url"), "notes": ("notes", "note", "remarks"),
}
BOM_COLUMNS = ("ref", "part", "name", "quantity", "manufacturer", "mpn", "supplier", "sku", "unit_price", "currency", "line_total", "link", "notes")


def bom_csv(lines: Iterable[BomLine]) -> str:
    """The bill of materials in the contract's columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(BOM_COLUMNS)
    for x in lines:
        price, total = x.unit_price, x.line_total
        writer.writerow([safe_cell(str(c)) for c in (x.ref, x.part, x.name, x.quantity, x.manufacturer, x.mpn, x.supplier, x.sku, price.text() if price else "", price.currency if price else "",
                                                     total.text() if total else "", x.link, x.notes)])
    return out.getvalue()


def safe_cell(text: str) -> str:
    """The text so that no spreadsheet takes it for a formula."""
    return "'" + text if text[:1] in ("=", "+", "-", "@", "\t", "\r") and len(text) > 1 else text


def read_rows(data: bytes, name: str, need: tuple[str, ...]) -> list[dict[str, str]]:
    """Rows of a CSV table by our column names, headings matched without case, spaces and punctuation.

    Raises BadInput with the place for anything that is no such table.
    """
    if len(data) > LIMIT_BYTES:
        raise BadInput(f"{name} has {len(data):,} bytes; the limit is {LIMIT_BYTES:,}.", name, "too_large")
    text = _decode(data, name)
    if not text.strip():
        raise BadInput(f"{name} is empty; its first line names the columns: {', '.join(need)}.", name)
    rows = _cells(text, name)
    columns = [_column(h) for h in rows[0]]
    missing = [n for n in need if n not in columns]
    if missing:
        raise BadInput(f"{name} has no column '{missing[0]}'; its first line must name {', '.join(need)}.", f"{name}:1")
    return [dict(zip(columns, row, strict=False)) for row in rows[1:] if any(c.strip() for c in row)]


def columns_of(data: bytes, name: str) -> list[str]:
    """The columns of a table by our names; [] for an empty one. Raises BadInput."""
    lines = _decode(data[:200_000], name).splitlines()
    return [_column(h) for h in _cells(lines[0], name)[0]] if lines and lines[0].strip() else []


def _cells(text: str, name: str) -> list[list[str]]:
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise BadInput(f"{name} is not a readable CSV table: {error}.", name) from None


def _decode(data: bytes, name: str) -> str:
    if b"\0" in data[:4096] and data[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise BadInput(f"{name} is a binary file, not a CSV table.", name)
    for encoding in ("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput(f"{name} is not text in UTF-8.", name)


def _column(heading: str) -> str:
    bare = re.sub(r"[^a-z0-9]", "", heading.lower())
    return next((ours for ours, theirs in HEADINGS.items() if bare in theirs), bare)


def whole_number(text: str, where: str, least: int = 0) -> int:
    """A count. Raises BadInput for what is none."""
    try:
        value = Decimal(text.strip() or "1")
    except InvalidOperation:
        raise BadInput(f"{where}: the quantity '{text[:30]}' is not a whole number.", where) from None
    if not value.is_finite() or value != value.to_integral_value() or value < least or value > 1_000_000:
        raise BadInput(f"{where}: the quantity {text.strip()[:30]} must be a whole number from {least} to 1,000,000.", where)
    return int(value)


def read_owned(data: bytes, name: str) -> list[tuple[str, int]]:
    """The parts a person has: (name as written, count). Raises BadInput."""
    rows = read_rows(data, name, ("part", "quantity"))
    return [(row["part"].strip(), whole_number(row.get("quantity", "1"), f"{name}:{i + 2}")) for i, row in enumerate(rows)]


def read_offers(data: bytes, name: str) -> list[Offer]:
    """Offers in the contract's columns. Raises BadInput with the line."""
    rows = read_rows(data, name, ("part", "supplier", "unit_price"))
    return [_offer(row, f"{name}:{i + 2}") for i, row in enumerate(rows)]


def _offer(row: dict[str, str], where: str) -> Offer:
    currency = (row.get("currency") or "USD").strip() or "USD"

    def money(column: str, what: str) -> Money | None:
        text = (row.get(column) or "").strip().lstrip("$€£")
        try:
            return parse_money(text, currency, what) if text else None
        except BadInput as error:
            raise BadInput(f"{where}: {error.message}", where) from None

    price = money("unit_price", "price")
    if price is None:
        raise BadInput(f"{where}: the offer has no price.", where)
    if not row["part"].strip():
        raise BadInput(f"{where}: the offer names no part.", where)
    stock = (row.get("stock") or "").strip()
    return Offer(row["part"].strip(), (row.get("supplier") or "").strip(), (row.get("sku") or "").strip(), whole_number(row.get("fromquantity") or "1", where, 1), price,
                 whole_number(row.get("pack") or "1", where, 1), whole_number(row.get("moq") or "1", where, 1), whole_number(stock, where) if stock else None, (row.get("asof") or "").strip(),
                 money("shipping", "shipping"), money("freeshippingfrom", "free_shipping_from"))
