"""A Design with every view computed from it: circuit, findings, bill, power, firmware, layout, pictures, guide, files."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ohm_core.budget.bom import BomLine, Cost, bill, cost
from ohm_core.budget.owned import Owned, marked
from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.catalogue.catalogue import load as load_catalogue
from ohm_core.circuit.circuit import Circuit, resolve
from ohm_core.design.file import design_text, plain
from ohm_core.design.finding import Finding, Report
from ohm_core.design.values import Design, SourceFile
from ohm_core.design.wishes import Conflict, Requirements, Unserved
from ohm_core.errors import BadInput
from ohm_core.units import Money

if TYPE_CHECKING:
    from ohm_core.breadboard.model import Layout
    from ohm_core.circuit.power import PowerBudget
    from ohm_core.firmware.firmware import Firmware


@dataclass(frozen=True)
class WiringRow:
    """One wire of the design: both ends in the design's words, the colour it has everywhere, what it is for."""

    from_: str
    to: str
    color: str
    net: str
    note: str = ""


def silent(step: str) -> None:
    """Progress that nobody follows."""


def make(text: str, *, board: str = "", budget: Money | None = None, currency: str = "USD", own: Iterable[Owned | tuple[str, int]] = (), locked: Iterable[str] = (),
         start: Design | None = None, progress: Callable[[str], None] = silent, catalogue: Catalogue | None = None) -> Prototype:
    """Words → a complete, checked prototype. `own` what the person has, as (part, count) or with its attributes; `locked` lines "U1.GPIO13=LED1.A";
    `start` a design whose board is kept where the words name none. `progress` is told each step before it begins.

    Raises BadInput for unusable text or an unknown board.
    """
    from ohm_core.understand import understand

    known = catalogue or load_catalogue()
    progress("understand")
    named = board_id(board, known)
    wishes = understand(text, known, board=named, budget=budget)
    if budget is not None:
        wishes = replace(wishes, budget=budget)
    kept = start.parts[start.board].part if start and start.board and not wishes.board else ""
    return planned(wishes, board=named or kept, currency=currency, own=own, locked=(*locked, *(start.locked if start else ())), progress=progress, catalogue=known)


def planned(wishes: Requirements, *, board: str = "", currency: str = "USD", own: Iterable[Owned | tuple[str, int]] = (), locked: Iterable[str] = (),
            progress: Callable[[str], None] = silent, catalogue: Catalogue | None = None) -> Prototype:
    """Requirements → a complete, checked prototype, on BOARD (a catalogue id) where one is given.

    Raises BadInput for a lock on what is not there.
    """
    from ohm_core.plan.plan import plan

    known, locks = catalogue or load_catalogue(), tuple(locked)
    have = [o if isinstance(o, Owned) else Owned((o[0],), o[1]) for o in own]
    mine = {o.parts[0]: o.count for o in have if len(o.parts) == 1 and o.count}
    money = wishes.budget.currency if wishes.budget and currency == "USD" else currency
    progress("parts")
    design = plan(wishes, known, board=board, owned=mine, locked=locks)
    made = with_own(Prototype(design, known, money), have)
    if wishes.budget and _over(made, wishes.budget):
        made = with_own(_cheaper(made, wishes, known, board, mine, locks, money), have)
        if _over(made, wishes.budget):
            made = Prototype(replace(made.design, conflicts=(*made.design.conflicts, too_dear(made, wishes.budget))), known, money)
    progress("check")
    made.report  # noqa: B018 - judged before anybody sees it
    return made


def with_own(made: Prototype, have: list[Owned]) -> Prototype:
    """The prototype with every piece marked that the person has, also those that only serve others."""
    return Prototype(replace(made.circuit.design, parts=marked(made.circuit.design.parts, have)), made.catalogue, made.currency) if have else made


def owned_of(made: Prototype) -> dict[str, int]:
    """The parts of a design that its owner has, by catalogue id."""
    found: dict[str, int] = {}
    for use in made.circuit.design.parts.values():
        if use.owned:
            found[use.part] = found.get(use.part, 0) + 1
    return found


def board_id(name: str, catalogue: Catalogue) -> str:
    """The catalogue id of a board by any of its names, "" for none. Raises BadInput for one OHM does not know."""
    if not name:
        return ""
    part = catalogue.find(name)
    if part is None or part.board is None:
        boards = ", ".join(b.id for b in catalogue.boards())
        raise BadInput(f"OHM knows no board '{name[:60]}'; use one of {boards}.", "--board", "unknown_board")
    return part.id


def _cheaper(made: Prototype, wishes: Requirements, known: Catalogue, board: str, own: dict[str, int], locks: tuple[str, ...], currency: str) -> Prototype:
    """The first design within the budget on the everyday boards, parts chosen by price; else the cheapest of all."""
    from ohm_core.plan.plan import boards_for, plan

    assert wishes.budget is not None
    tried = [made]
    for candidate in boards_for(wishes, known, board):
        tried.append(Prototype(plan(wishes, known, board=candidate.id, owned=own, locked=locks, thrifty=6), known, currency))
        if not _over(tried[-1], wishes.budget) and len(tried[-1].circuit.design.unserved) <= len(made.circuit.design.unserved):
            return tried[-1]
    return min(tried, key=lambda p: p.cost.total.amount)


def _over(made: Prototype, budget: Money) -> bool:
    return made.cost.total.currency == budget.currency and made.cost.total.amount > budget.amount


def too_dear(made: Prototype, budget: Money) -> Conflict:
    """The wish for a price that the cheapest parts do not meet, with ways out."""
    dear = sorted((x for x in made.bom if x.line_total and not x.category.startswith("mechanical")), key=lambda x: -(x.line_total.amount if x.line_total else 0))[:3]
    names = ", ".join(f"{x.name} ({x.line_total})" for x in dear)
    return Conflict((f"at most {budget}", *dict.fromkeys(s for x in dear for s in x.serves[:1])), f"The cheapest parts in the catalogue cost about {made.cost.total}, more than {budget}.",
                    (f"raise the budget to {made.cost.total}", f"own one of the dearest already: {names}", "leave out a function"))


class Prototype:
    """A design and all its views, each computed when first asked for. Change the design and make a new one."""

    def __init__(self, design: Design, catalogue: Catalogue, currency: str = "USD") -> None:
        self.catalogue = catalogue
        self.currency = currency
        self._given = design

    @classmethod
    def from_design(cls, design: Design, catalogue: Catalogue | None = None, currency: str = "USD") -> Prototype:
        """A prototype of a design that came from a file or the store. Raises BadInput for unknown parts or pins."""
        made = cls(design, catalogue or load_catalogue(), currency)
        made.circuit  # noqa: B018 - refuses what cannot be resolved now, not later
        return made

    @cached_property
    def circuit(self) -> Circuit:
        return resolve(self._given, self.catalogue)

    @cached_property
    def design(self) -> Design:
        """The design with its firmware, and with what the firmware cannot do among `unserved`."""
        if self._given.firmware or not self._given.board:
            return self._given
        board = self.circuit.parts[self._given.board].part
        if board.board and not board.board.languages:
            none = Unserved("firmware", f"OHM writes no firmware for the {board.name} yet; the wiring is planned and checked.")
            return replace(self._given, unserved=tuple(dict.fromkeys((*self._given.unserved, none))))
        from ohm_core.firmware.figure_names import with_real_names

        made = self._firmware
        known = {(u.said, u.why) for u in self._given.unserved}
        more = tuple(u for u in made.unsupported if (u.said, u.why) not in known)
        return replace(self._given, firmware=made.files, unserved=(*self._given.unserved, *more), assumptions=with_real_names(self._given.assumptions, made.files))

    @cached_property
    def _firmware(self) -> Firmware:
        from ohm_core.firmware.generate import generate

        return generate(self.circuit, self._given.requirements.language if self._given.requirements else "")

    @property
    def firmware(self) -> tuple[SourceFile, ...]:
        return self.design.firmware

    @cached_property
    def report(self) -> Report:
        from ohm_core.rules import check

        return check(self.circuit)

    @cached_property
    def bom(self) -> tuple[BomLine, ...]:
        return bill(self.circuit, self.currency)

    @cached_property
    def cost(self) -> Cost:
        return cost(self.bom, self.currency)

    @cached_property
    def power(self) -> PowerBudget:
        from ohm_core.circuit.power import budget

        return budget(self.circuit)

    @cached_property
    def layout(self) -> Layout:
        from ohm_core.breadboard import layout

        return layout(self.circuit)

    def breadboard_svg(self, theme: str = "light", step: int | None = None, findings: tuple[Finding, ...] = ()) -> str:
        from ohm_core.render import breadboard_svg

        return breadboard_svg(self.circuit, self.layout, theme=theme, step=step, findings=findings)

    def schematic_svg(self, theme: str = "light", findings: tuple[Finding, ...] = ()) -> str:
        from ohm_core.render import schematic_svg

        return schematic_svg(self.circuit, theme=theme, findings=findings)

    def wiring_table(self) -> list[WiringRow]:
        """Every wire of the design with its colour; supplies first, then ground, then signals in the board's order."""
        from ohm_core.breadboard import net_colors

        colors = net_colors(self.circuit)
        rows = []
        for a, b in self.circuit.design.connections:
            net = self.circuit.net_of(a)
            if net is not None:
                notes = [s for ref in (a.ref, b.ref) if self.circuit.parts[ref].part.category.startswith(("passive", "diode", "transistor")) for s in self.circuit.design.parts[ref].serves]
                rows.append((("supply", "ground", "signal").index(net.kind), WiringRow(str(a), str(b), str(getattr(colors[net.name], "name", colors[net.name])), net.name, "; ".join(dict.fromkeys(notes)))))
        return [row for _, row in sorted(rows, key=lambda r: r[0])]

    def guide(self) -> str:
        """The build guide in Markdown."""
        from ohm_core.formats.guide import guide

        return guide(self)

    def findings_of(self, ref: str) -> list[str]:
        """The rules whose findings name this reference, errors first."""
        return list(dict.fromkeys(f.rule for f in self.report.findings if any(s.split(".")[0] == ref for s in f.subjects)))

    def _repr_html_(self) -> str:
        """What a notebook shows: title, breadboard, bill, and what the rules say. All text is escaped."""
        from html import escape

        from ohm_core.render import Table, breadboard_picture

        rows = [(x.ref, x.name, "; ".join(x.serves), "owned" if x.owned else str(x.line_total or "?")) for x in self.bom]
        said = "All rules are content." if not self.report.findings else " ".join(f"{f.severity}: {f.message}" for f in self.report.findings[:5])
        bill = Table(("ref", "part", "what for", "about"), rows, f"About {self.cost.total} ({self.cost.basis})")
        return f"<h3>{escape(self.circuit.design.title)}</h3>{breadboard_picture(self.circuit, self.layout)._repr_html_()}{bill._repr_html_()}<p>{escape(said)}</p>"

    def __repr__(self) -> str:
        return f"<Prototype {self.circuit.design.title!r}: {len(self.circuit.parts)} parts, {len(self.report.findings)} findings, about {self.cost.total}>"

    def answer(self, files: Iterable[str] = ()) -> dict[str, Any]:
        """The JSON of `ohm design`."""
        design, power = self.design, self.power
        return {
            "title": design.title, "board": design.board, "requirements": plain(design.requirements) if design.requirements else {}, "assumptions": list(design.assumptions),
            "questions": list(design.questions), "decisions": list(design.decisions), "parts": [{**bom_json(x), "findings": self.findings_of(x.ref)} for x in self.bom], "nets": nets_json(self.circuit),
            "behaviours": plain(design.behaviours), "firmware": [{"path": f.path, "language": f.language, "bytes": len(f.content.encode())} for f in design.firmware],
            "unserved": _unserved(design.unserved), "conflicts": plain(design.conflicts), "findings": [f.as_json() for f in self.report.findings],
            "not_checked": [{"rule": n.rule, "why": n.why} for n in self.report.not_checked],
            "cost": {"total": self.cost.total.text(), "currency": self.cost.total.currency, "basis": self.cost.basis, "unpriced": list(self.cost.unpriced)},
            "power": {"supply": power.supply, "current_a": _round(power.current_a), "peak_a": _round(power.peak_a), "battery_life_h": _round(power.battery_life_h)}, "files": list(files),
        }

    def files(self) -> dict[str, bytes]:
        """The folder that `ohm design --out` writes: path → bytes."""
        from ohm_core.formats.tables import bom_csv

        made = {
            "design.json": design_text(self.design), "bom.csv": bom_csv(self.bom), "breadboard.svg": self.breadboard_svg(), "schematic.svg": self.schematic_svg(),
            "diagram.json": self.diagram(), "guide.md": self.guide(), "budget.json": json.dumps(self.budget_json(), indent=1) + "\n",
        }
        return {**{k: v.encode() for k, v in made.items()}, **{f"firmware/{f.path}": f.content.encode() for f in self.design.firmware}}

    def diagram(self) -> str:
        """The text of a Wokwi `diagram.json`: the one the design was read from, as far as it still says the same, else our layout."""
        from ohm_core.breadboard import layout_json
        from ohm_core.formats.wokwi_back import written_back

        raw = self.design.diagram
        made = layout_json(self.layout, self.circuit)["wokwi"] if raw is None else written_back(self.circuit, raw, self.catalogue)
        return json.dumps(made, indent=1, ensure_ascii=raw is None) + "\n"

    def budget_json(self) -> dict[str, Any]:
        """The contract's `ohm budget` answer without an optimiser run: every line bought at the catalogue's price."""
        target = self.design.requirements.budget if self.design.requirements else None
        plan = [{"line": x.ref, "part": x.part, "supplier": x.supplier, "sku": x.sku, "quantity": x.quantity, "unit_price": x.unit_price.text() if x.unit_price else None,
                 "line_total": x.line_total.text() if x.line_total else None, "owned": x.owned} for x in self.bom]
        return {"plan": plan, "suppliers": [], "total": self.cost.total.text(), "currency": self.cost.total.currency, "optimal": False, "gap": None, "alternatives": [],
                "prices_as_of": None, "basis": self.cost.basis, "target": target.text() if target else None}


def _round(value: float | None) -> float | None:
    return None if value is None else float(f"{value:.4g}")


def _unserved(items: Iterable[Unserved]) -> list[dict[str, str]]:
    return [{"said": u.said, "why": u.why} for u in dict.fromkeys(items)]


def bom_json(line: BomLine) -> dict[str, Any]:
    """A BOM line in the contract's fields."""
    return {
        "ref": line.ref, "part": line.part, "name": line.name, "category": line.category, "quantity": line.quantity, "manufacturer": line.manufacturer or None, "mpn": line.mpn or None,
        "unit_price": line.unit_price.text() if line.unit_price else None, "currency": line.unit_price.currency if line.unit_price else None, "price_basis": line.price_basis,
        "supplier": line.supplier or None, "sku": line.sku or None, "link": line.link or None, "notes": line.notes or None, "owned": line.owned, "serves": list(line.serves), "attrs": dict(line.attrs or {}),
    }


def nets_json(circuit: Circuit) -> list[dict[str, Any]]:
    """Nets in the design's own pin words."""
    return [{"name": n.name, "kind": n.kind, "pins": [circuit.say(p) for p in n.pins]} for n in circuit.nets]


def answer_of_mapping(raw: Mapping[str, Any]) -> str:
    """JSON text of an answer."""
    return json.dumps(raw, indent=1, ensure_ascii=False, default=str) + "\n"
