"""What changed between two designs, as values that pages, command line and change summaries all show."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from ohm_core.design.values import Design, PartUse, PinRef
from ohm_core.units import Money, show_si

Kind = Literal["added", "removed", "changed", "renumbered"]
Files = Mapping[str, str]


@dataclass(frozen=True)
class RowChange:
    """One part in use that came, went or became another; `before` and `after` are in words ("" where there is none). One that
    only has a new reference is "renumbered", from reference `before` to `after`."""

    kind: Kind
    ref: str
    before: str
    after: str


@dataclass(frozen=True)
class WireChange:
    """One wire that came or went."""

    kind: Kind
    from_: str
    to: str


@dataclass(frozen=True)
class FileChange:
    """One text (a firmware file, or context, mvp, prd): `patch` is a unified diff without its two header lines."""

    kind: Kind
    path: str
    added: int
    removed: int
    patch: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """Everything that changed from `a` to `b`; `cost` holds both totals where they differ."""

    a: str
    b: str
    rows: tuple[RowChange, ...] = ()
    wires: tuple[WireChange, ...] = ()
    files: tuple[FileChange, ...] = ()
    texts: tuple[FileChange, ...] = ()
    cost: tuple[Money | None, Money | None] | None = None
    title: tuple[str, str] | None = None

    def __bool__(self) -> bool:
        return bool(self.rows or self.wires or self.files or self.texts or self.cost or self.title)

    def summary(self) -> str:
        """One readable line; 'nothing changed' when nothing did."""
        rows = [r for r in self.rows if r.kind != "renumbered"]
        bits = [f"{r.kind} {r.ref} ({r.after or r.before})" if r.kind != "changed" else f"{r.ref}: {r.before} → {r.after}" for r in rows[:4]]
        if len(rows) > 4:
            bits.append(f"{len(rows) - 4} more part{'s' if len(rows) > 5 else ''}")
        if self.wires:
            plus, minus = (sum(w.kind == k for w in self.wires) for k in ("added", "removed"))
            bits.append("wires " + " ".join(x for x in (f"+{plus}" if plus else "", f"−{minus}" if minus else "") if x))
        bits += [f"{f.path} +{f.added} −{f.removed}" for f in self.files[:3]]
        if len(self.files) > 3:
            bits.append(f"{len(self.files) - 3} more file{'s' if len(self.files) > 4 else ''}")
        bits += [f"{t.path} edited" for t in self.texts if not (self.rows or self.wires or self.files)]
        if self.cost and all(self.cost):
            bits.append(f"cost {self.cost[0]} → {self.cost[1]}")
        if self.title and not bits:
            bits.append(f"title “{self.title[1]}”")
        return "; ".join(bits) or "nothing changed"

    def as_json(self) -> dict[str, Any]:
        """The same as JSON data."""
        return {
            "a": self.a, "b": self.b, "summary": self.summary(),
            "parts": [vars(r) for r in self.rows], "wires": [{"kind": w.kind, "from": w.from_, "to": w.to} for w in self.wires],
            "files": [{**vars(f), "patch": list(f.patch)} for f in self.files], "texts": [{**vars(f), "patch": list(f.patch)} for f in self.texts],
            "cost": [m.text() if m else None for m in self.cost] if self.cost else None, "title": list(self.title) if self.title else None,
        }


def compare(a: Design | None, b: Design, *, names: tuple[str, str] = ("A", "B"), costs: tuple[Money | None, Money | None] = (None, None),
            files: tuple[Files, Files] | None = None, texts: tuple[Files, Files] = ({}, {}), named: Callable[[str], str] = str) -> Difference:
    """What it takes to come from A (None: nothing yet) to B. FILES are the firmware by path where it is not in the designs;
    NAMED gives the name of a catalogue part by its id."""
    old = a or Design("", {})
    became = counterparts(old.parts, b.parts)
    code = files or tuple({f.path: f.content for f in d.firmware} for d in (old, b))
    return Difference(
        *names, rows=tuple(_rows(old.parts, b.parts, became, named)), wires=tuple(_wires(old, b, became)), files=tuple(_files(*code)), texts=tuple(_files(*texts)),
        cost=costs if costs[0] != costs[1] and len({m.currency for m in costs if m}) == 1 else None, title=(old.title, b.title) if a and old.title != b.title else None)


def counterparts(a: Mapping[str, PartUse], b: Mapping[str, PartUse]) -> dict[str, str]:
    """Which reference of B each reference of A became: the same one where it is the same part for the same words, else one
    that is, else the same reference. A design that is planned anew numbers its parts anew; that is no change of parts."""
    found = {r: r for r in a if r in b and _same(a[r], b[r])}
    left = [r for r in b if r not in found.values()]
    for ref in (r for r in a if r not in found):
        if twin := next((r for r in left if _same(a[ref], b[r])), None):
            found[ref] = twin
            left.remove(twin)
    return found | {r: r for r in a if r not in found and r in left}


def _same(a: PartUse, b: PartUse) -> bool:
    """Same part, same choices; and the same purpose, once the references in its words are set aside."""
    def words(use: PartUse) -> list[str]:
        return [re.sub(r"\b[A-Z]+\d+\b", "#", s) for s in use.serves]

    return (a.part, dict(a.attrs), a.owned, words(a)) == (b.part, dict(b.attrs), b.owned, words(b))


def _rows(a: Mapping[str, PartUse], b: Mapping[str, PartUse], became: Mapping[str, str], named: Callable[[str], str]) -> Iterable[RowChange]:
    for ref in a:
        if ref not in became:
            yield RowChange("removed", ref, in_words(a[ref], named), "")
    for ref, now in became.items():
        before, after = in_words(a[ref], named), in_words(b[now], named)
        if before != after:
            yield RowChange("changed", now, before, after)
        elif ref != now:
            yield RowChange("renumbered", now, ref, now)
    for ref in b:
        if ref not in became.values():
            yield RowChange("added", ref, "", in_words(b[ref], named))


def in_words(use: PartUse, named: Callable[[str], str] = str) -> str:
    """'resistor (220 Ω)': a part in use with what was chosen for it."""
    shown = ", ".join(attr_words(use.attrs))
    return (use.name or named(use.part)) + (f" ({shown})" if shown else "") + (", owned" if use.owned else "")


def value_words(attrs: Mapping[str, Any]) -> list[str]:
    """Only what a shop asks for: '220 Ω', 'red'."""
    return [w for k, w in zip([k for k in attrs if k != "variant"], attr_words(attrs), strict=True) if k.endswith(("_ohm", "_f"))] + [str(attrs[k]) for k in attrs if k == "color"]


def attr_words(attrs: Mapping[str, Any]) -> list[str]:
    """What was chosen for a part, a phrase each: '220 Ω', 'color red'."""
    units = {"ohm": "Ω", "f": "F", "v": "V", "a": "A", "hz": "Hz"}
    words = []
    for key, value in attrs.items():
        unit = units.get(key.rsplit("_", 1)[-1].lower()) if "_" in key else None
        if unit and isinstance(value, int | float):
            words.append(show_si(value, unit))
        elif key != "variant":
            words.append(f"{key.replace('_', ' ')} {value:g}" if isinstance(value, float) else f"{key.replace('_', ' ')} {value}")
    return words


def _wires(a: Design, b: Design, became: Mapping[str, str]) -> Iterable[WireChange]:
    before = {frozenset((_moved(x, became), _moved(y, became))): (str(x), str(y)) for x, y in a.connections}
    after = {frozenset((str(x), str(y))): (str(x), str(y)) for x, y in b.connections}
    yield from (WireChange("removed", *before[k]) for k in before if k not in after)
    yield from (WireChange("added", *after[k]) for k in after if k not in before)


def _moved(pin: PinRef, became: Mapping[str, str]) -> str:
    return f"{became.get(pin.ref, pin.ref + ' before')}.{pin.pin}"


def _files(a: Files, b: Files) -> Iterable[FileChange]:
    for path in sorted({*a, *b}, key=lambda p: (p.count("/"), p)):
        before, after = a.get(path), b.get(path)
        if before == after:
            continue
        patch = tuple(difflib.unified_diff((before or "").splitlines(), (after or "").splitlines(), lineterm="", n=2))[2:]
        plus, minus = (sum(line.startswith(sign) for line in patch) for sign in "+-")
        yield FileChange("added" if before is None else "removed" if after is None else "changed", path, plus, minus, patch)
