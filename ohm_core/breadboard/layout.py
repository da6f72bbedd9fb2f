"""A circuit laid out: the smallest breadboard that takes it, parts on it and beside it, jumpers and steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ohm_core.breadboard.board import KINDS, Field, field_of
from ohm_core.breadboard.model import Layout
from ohm_core.breadboard.outline import rows_of
from ohm_core.breadboard.placing import Effort, effort_for
from ohm_core.breadboard.task import Task, task_of
from ohm_core.breadboard.trials import attempt
from ohm_core.circuit.circuit import Circuit
from ohm_core.errors import BadInput

MINI_NODES = 4   # a mini has no rails: a supply or ground net of more nodes than this asks for a larger board
MOST_BOARDS = 4
ASIDES = 5       # times that parts without a place are put beside the board and all is tried anew
ROOMY = 1.1      # columns that parts take, with room beside them, to columns there are: above it the next size is taken


def crowding(task: Task, field: Field) -> float:
    """How full the boards are: each part its columns and two more, twice where it sits over the gutter, to all columns of both halves."""
    taken = 0.0
    for instance in task.aboard.values():
        rows = rows_of(instance.part)
        if instance.part.mechanics.mount == "leads":
            taken += 4.5
        elif instance.is_board:
            taken += sum(map(len, rows))
        else:
            taken += (max(map(len, rows)) + 2) * len(rows)
    return taken / (2 * field.kind.columns * field.count)


def layout(circuit: Circuit, size: str | None = None, share: float = 1.0) -> Layout:
    """The circuit on breadboards: SIZE mini, half or full, or the smallest that fits when None. SHARE of the usual search for
    shorter wires: 0 takes the first placing.

    Raises BadInput where the circuit does not fit, or a placement of the design names a hole that cannot be.
    """
    if size is not None and size not in KINDS:
        raise BadInput(f"There is no breadboard size '{size[:20]}'; use mini, half or full.", "board-size")
    off = frozenset(r for r, p in circuit.design.placements.items() if _is_off(p))
    for _ in range(ASIDES):
        task = task_of(circuit, off)
        made, homeless = _smallest(task, size, effort_for(len(task.aboard), share))
        if made is not None:
            return made if not off - _asked(circuit) else replace(made, notes=(*made.notes, _beside_note(off - _asked(circuit))))
        aside = homeless or frozenset(r for r in task.aboard if _too_wide(task, r))
        if not aside:
            break
        off |= aside  # also what is too wide for one board: without it there may be more than two
    raise BadInput(_too_big(task, size), "board-size", "does_not_fit")


def _smallest(task: Task, size: str | None, effort: Effort) -> tuple[Layout | None, frozenset[str]]:
    """The layout on the first boards that do, and the modules that found no place on the last ones."""
    homeless: frozenset[str] = frozenset()
    for field in fields(task, size):
        if size is None and field.kind.name != "full" and crowding(task, field) > ROOMY:
            continue
        made, missing = attempt(task, field, effort)
        if made is not None:
            return made, frozenset()
        homeless = _asides(task, missing)
    return None, homeless


def _asides(task: Task, missing: list[str]) -> frozenset[str]:
    """Of parts without a place those that can stay beside the board: modules, else whatever has stiff pins."""
    modules = frozenset(r for r in missing if len(task.legs[r]) > 4)
    return modules or frozenset(r for r in missing if task.aboard[r].part.mechanics.mount == "plugged")


def _asked(circuit: Circuit) -> frozenset[str]:
    return frozenset(r for r, p in circuit.design.placements.items() if _is_off(p))


def _beside_note(refs: frozenset[str]) -> str:
    """Modules that had to stay beside the board although they have pins for it."""
    return f"{', '.join(sorted(refs))} {'does' if len(refs) == 1 else 'do'} not fit over the holes: joined with jumper wires that have a socket at one end."


def _is_off(placement: object) -> bool:
    return placement == "off" or (isinstance(placement, Mapping) and bool(placement.get("off")))


def _too_big(task: Task, size: str | None) -> str:
    legs = sum(map(len, task.legs.values()))
    if size is None:
        return f"The circuit has {len(task.aboard)} parts with {legs} legs for the breadboard, more than {MOST_BOARDS} full breadboards take."
    larger = {"mini": "half", "half": "full"}.get(size)
    ask = f"use {larger} or let OHM choose" if larger else "move some parts beside the board"
    return f"The circuit does not fit on a {size} breadboard ({len(task.aboard)} parts with {legs} legs); {ask}."


def fields(task: Task, size: str | None) -> Iterator[Field]:
    """Boards to try, smallest first; two joined where a module is too wide for one."""
    strips = sum(len({task.net[r, p] for p in legs}) for r, legs in task.legs.items())
    deep = any(_too_wide(task, r) for r in task.aboard)
    sizes = [size] if size else [s for s in KINDS if s != "mini" or (_mini_will_do(task) and not deep)]
    for name in sizes:
        if strips <= 2.6 * KINDS[name].columns:
            yield field_of(name)
        if deep:
            yield field_of(name, 2, True)
    if size in (None, "full") and not deep:
        yield from (field_of("full", n) for n in range(2, MOST_BOARDS + 1) if strips <= 2.6 * KINDS["full"].columns * n)


def _mini_will_do(task: Task) -> bool:
    kinds = {n.name: n.kind for n in task.circuit.nets}
    return all(len(nodes) <= MINI_NODES for name, nodes in task.nodes.items() if kinds[name] in ("ground", "supply"))


def _too_wide(task: Task, ref: str) -> bool:
    """True for a module whose two rows leave no hole free beside one of them on a single board."""
    m = task.aboard[ref].part.mechanics
    return len(m.rows) == 2 and m.row_gap >= 10
