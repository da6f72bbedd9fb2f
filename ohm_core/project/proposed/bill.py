"""A bill of materials as a model sends it → the parts of the design. Pieces that stay keep their reference and their wires."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.design.values import Design, PartUse
from ohm_core.errors import BadInput
from ohm_core.project.proposed.claims import judge
from ohm_core.project.proposed.names import BY_VALUE, GUESS, Named, comes_with, named, near, unknown
from ohm_core.project.proposed.proposal import MOST_PARTS, Proposal, free, known_attrs, reference, takes_wires, unknown_use, without
from ohm_core.project.proposed.wishing import wished
from ohm_core.project.prototype import Prototype

VALUES = ("resistance_ohm", "capacitance_f")
SPARES = 6  # more new pieces of a small part than this are a pack: one reference with a quantity
LOOSE = ("mechanical",)  # sold by the piece and joined to nothing: one reference with a quantity


@dataclass(frozen=True)
class BillLine:
    """One line: what it is called, its part number, how many; `claims` are what else is said of it (voltage, current, price …)."""

    name: str
    number: str
    quantity: int
    claims: Mapping[str, str] = field(default_factory=dict)


_Wanted = tuple[BillLine, Named | None, dict[str, str]]


@dataclass
class _Merge:
    """The bill being worked into a design: which references are taken, which stay free to be replaced."""

    catalogue: Catalogue
    parts: dict[str, PartUse]
    left: list[str]
    fresh: dict[str, PartUse] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)


def with_bill(before: Prototype | None, title: str, lines: Sequence[BillLine], catalogue: Catalogue, currency: str = "USD") -> Proposal:
    """The design with the parts of LINES and no others. Raises BadInput for lines that name no part while others come near, for
    another board, or for too many pieces."""
    found = _resolved(lines, catalogue)
    if sum(line.quantity for line in lines) > MOST_PARTS:
        raise BadInput(f"The bill has {sum(line.quantity for line in lines)} pieces; a design holds at most {MOST_PARTS}.", "components", "too_many")
    lines, found, notes = _counted_once(lines, found)
    design = before.design if before else Design(title[:200] or "Untitled", {})
    _same_board(design, found, catalogue)
    merge = _Merge(catalogue, dict(design.parts), list(design.parts))
    wanted = [(line, meant, _guesses(line, meant, currency, merge)) for line, meant in zip(lines, found, strict=True)]
    kept = _kept(merge, wanted)
    added = [ref for (line, meant, guesses), there in zip(wanted, kept, strict=True) for ref in _placed(merge, design, line, meant, guesses, line.quantity - there)]
    slim, lost = without(design.with_(parts={**merge.parts, **merge.fresh}), merge.left)
    board = slim.board or next((r for r, u in slim.parts.items() if u.part in catalogue and catalogue.part(u.part).board), "")
    made = wished(before, slim.with_(board=board), [r for r in added if r in slim.parts], merge.left, catalogue)
    done = [f"{w} {', '.join(refs)}" for w, refs in (("added", added), ("removed", merge.left)) if refs]
    return Proposal(made, tuple(done) or ("the same parts as before",), tuple(dict.fromkeys(merge.flags)), (*notes, *(f"What {b} did went with its part." for b in lost)))


def _resolved(lines: Sequence[BillLine], catalogue: Catalogue) -> list[Named | None]:
    found = [None if line.number.startswith(GUESS) else named(line.name, line.number, catalogue) for line in lines]
    doubtful = [unknown(line.name, line.number, catalogue) for line, meant in zip(lines, found, strict=True)
                if meant is None and not line.number.startswith(GUESS) and near(line.name, line.number, catalogue)]
    if doubtful:
        raise BadInput(" ".join(doubtful) + f" Send the bill again with one of these ids as partNumber, or, if none is meant, with partNumber '{GUESS}…'.", "components", "unknown_part")
    return found


def _counted_once(lines: Sequence[BillLine], found: Sequence[Named | None]) -> tuple[list[BillLine], list[Named | None], list[str]]:
    """The lines without those that another line's part comes with, and what is to be said of these."""
    spare = [bool(m and comes_with(m.part, x.name) and any(o is not m and o and o.part.id == m.part.id and not comes_with(o.part, y.name) for y, o in zip(lines, found, strict=True))) for x, m in zip(lines, found, strict=True)]
    kept = [(x, m) for x, m, drop in zip(lines, found, spare, strict=True) if not drop]
    return [x for x, _ in kept], [m for _, m in kept], [f"{x.name}: comes with {m.part.name} and is not counted again." for x, m, drop in zip(lines, found, spare, strict=True) if drop and m]


def _same_board(design: Design, found: Sequence[Named | None], catalogue: Catalogue) -> None:
    boards = {m.part.id for m in found if m and m.part.board}
    here = design.parts[design.board].part if design.board in design.parts else ""
    if here in catalogue and catalogue.part(here).board and here not in boards and design.connections:
        other = f"; use replace_part with ref '{design.board}' to plan everything on {min(boards)}" if boards else ""
        raise BadInput(f"The bill leaves out the board {here} ({design.board}), which the wiring hangs on{other}.", "components", "other_board")


def _guesses(line: BillLine, meant: Named | None, currency: str, merge: _Merge) -> dict[str, str]:
    """What is said of a line and held by no source; what contradicts the catalogue is flagged."""
    if meant is None:
        number = {"part number": line.number.removeprefix(GUESS)[:60]} if line.number.removeprefix(GUESS) else {}
        return {**number, **{k: v[:120] for k, v in line.claims.items()}}
    verdict = judge(meant.part, line.claims, currency)
    merge.flags += verdict.flags
    if (value := next((k for k in VALUES if k in meant.part.attrs), "")) and value not in meant.attrs and not any(u.part == meant.part.id for u in merge.parts.values()):
        merge.flags.append(f"{line.name}: its value is not said; write it into the name, like 'Resistor 330 Ω', or set it with replace_part.")
    return {**({"part number": meant.number[:60]} if meant.number else {}), **(verdict.guesses or {})}


def _kept(merge: _Merge, wanted: Sequence[_Wanted]) -> list[int]:
    """How many pieces of each line are there already, those with the same values first; they are marked as taken."""
    counts = [0] * len(wanted)
    for strict in (True, False):
        for index, (line, meant, guesses) in enumerate(wanted):
            for ref in [r for r in merge.left if _is(merge.parts[r], line, meant, strict)]:
                if counts[index] < line.quantity:
                    counts[index] += _take(merge, ref, line.quantity - counts[index], meant, guesses)
    return counts


def _take(merge: _Merge, ref: str, most: int, meant: Named | None, guesses: dict[str, str]) -> int:
    """Keeps a reference with the values of its line; gives how many pieces it stands for."""
    use = merge.parts[ref]
    pieces = most if _loose(meant) else min(most, int(use.attr("quantity", 1) or 1))
    attrs = {**{k: v for k, v in use.attrs.items() if k != "quantity"}, **(dict(meant.attrs) if meant else {}), **({"quantity": pieces} if pieces > 1 else {})}
    merge.fresh[ref] = replace(use, attrs=attrs, guesses=guesses)
    merge.left.remove(ref)
    return pieces


def _is(use: PartUse, line: BillLine, meant: Named | None, strict: bool) -> bool:
    if meant is None:
        return use.part == "custom" and use.name == line.name[:120]
    return use.part == meant.part.id and (not strict or all(use.attrs.get(k) == v for k, v in meant.attrs.items()))


def _loose(meant: Named | None) -> bool:
    return meant is None or meant.part.category.startswith(LOOSE)


def _placed(merge: _Merge, design: Design, line: BillLine, meant: Named | None, guesses: dict[str, str], count: int) -> list[str]:
    """References for the COUNT pieces that are not there yet: in the place of one of the same kind that goes, else new ones."""
    if count <= 0:
        return []
    together = _loose(meant) or count > SPARES and meant is not None and meant.part.category.startswith(BY_VALUE)
    made, number = [], {"quantity": count} if together and count > 1 else {}
    for _ in range(1 if together else count):
        taken = {*merge.parts, *merge.fresh}
        if meant is None:
            ref, use = free(taken, "X"), replace(unknown_use(line.name, guesses), attrs=number)
        else:
            kind = meant.part.category.split(":")[:2]
            old = next((r for r in merge.left if _kind(merge, r) == kind and takes_wires(design, r, meant.part, merge.catalogue)), "")
            ref = old or reference(meant.part, taken)
            use = PartUse(meant.part.id, {**known_attrs(meant.part, dict(meant.attrs), line.name), **number}, serves=(line.name[:80],), guesses=guesses)
            merge.left = [r for r in merge.left if r != old]
        merge.fresh[ref] = use
        made.append(ref)
    return made


def _kind(merge: _Merge, ref: str) -> list[str]:
    part = merge.parts[ref].part
    return merge.catalogue.part(part).category.split(":")[:2] if part in merge.catalogue else []
