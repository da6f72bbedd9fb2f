"""The breadboard being filled: which holes are taken, hidden or free, and what net each strip carries. Changes in place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ohm_core.breadboard.board import Field, Spot
from ohm_core.breadboard.seats import Rect, Seat
from ohm_core.breadboard.task import Node, Task

TOUCH = 0.15  # pitches that two bodies may overlap: legs bend
CELL = 12.0   # pitches: bodies are kept by squares of this side, so that a look at neighbours is not a look at all parts


class Bench:
    """Seats put on a field. `rails` gives the net of each rail. Nothing here decides; `placing` does."""

    def __init__(self, task: Task, field: Field, rails: Mapping[str, str]) -> None:
        self.task, self.field, self.rails = task, field, rails
        self.seats: dict[str, Seat] = {}
        self.used: dict[Spot, str] = {}
        self.hidden: dict[Spot, int] = {}
        self.owner: dict[str, tuple[str, int]] = {rail: (net, 0) for rail, net in rails.items()}
        self.strips: dict[str, dict[str, int]] = {}
        self.rank = {strip: i for i, strip in enumerate(field.members)}
        self._cells: dict[tuple[int, int], dict[str, Rect]] = {}

    def put(self, ref: str, seat: Seat) -> None:
        self.seats[ref] = seat
        for pin, spot, strip in seat.legs:
            net = self.task.net[ref, pin]
            self.used[spot] = ref
            self.owner[strip] = (net, self.owner.get(strip, (net, 0))[1] + 1)
            held = self.strips.setdefault(net, {})
            held[strip] = held.get(strip, 0) + 1
        for spot in seat.covers:
            self.hidden[spot] = self.hidden.get(spot, 0) + 1
        for cell in _cells_of(seat.body):
            self._cells.setdefault(cell, {})[ref] = seat.body

    def take(self, ref: str) -> Seat:
        seat = self.seats.pop(ref)
        for pin, spot, strip in seat.legs:
            net = self.task.net[ref, pin]
            del self.used[spot]
            self._leave(net, strip)
        for spot in seat.covers:
            self.hidden[spot] -= 1
        for cell in _cells_of(seat.body):
            del self._cells[cell][ref]
        return seat

    def bodies(self, box: Rect) -> list[Rect]:
        """The bodies of seated parts that reach into a box."""
        left, top, right, bottom = box
        found: dict[str, Rect] = {}
        for cell in _cells_of(box):
            found.update(self._cells.get(cell, ()))
        return [b for b in found.values() if b[0] < right and left < b[2] and b[1] < bottom and top < b[3]]

    def _leave(self, net: str, strip: str) -> None:
        count = self.owner[strip][1] - 1
        if count or strip in self.rails:
            self.owner[strip] = (net, count)
        else:
            del self.owner[strip]
        held = self.strips[net]
        held[strip] -= 1
        if not held[strip]:
            del held[strip]

    def free(self, strip: str) -> list[Spot]:
        """Holes of a strip that a wire could still use, outermost first."""
        used, hidden = self.used, self.hidden
        return [s for s in self.field.members[strip] if s not in used and not hidden.get(s)]

    def net_at(self, strip: str) -> str | None:
        owner = self.owner.get(strip)
        return owner[0] if owner else None

    def fits(self, ref: str, seat: Seat) -> bool:
        """True when no hole is used twice or hidden, no strip would join two nets, and strips that need a wire keep a hole."""
        return self._strips_agree(ref, seat) and self._holes_free(seat) and self._bodies_clear(seat.body) and self._room_left(ref, seat)

    def _strips_agree(self, ref: str, seat: Seat) -> bool:
        task, owner = self.task, self.owner
        mine: dict[str, Node] = {}
        for pin, _, strip in seat.legs:
            net = task.net[ref, pin]
            held = owner.get(strip)
            if held is None:
                if strip[-2:] in ("tp", "tn", "bp", "bn"):
                    return False
            elif held[0] != net:
                return False
            node = task.node(ref, pin)
            if mine.setdefault(strip, node) != node:
                return False
        return True

    def _holes_free(self, seat: Seat) -> bool:
        used, hidden = self.used, self.hidden
        return not any(spot in used or hidden.get(spot) for _, spot, _ in seat.legs) and not any(spot in used for spot in seat.covers)

    def _bodies_clear(self, body: Rect) -> bool:
        return not self.bodies((body[0] + TOUCH, body[1] + TOUCH, body[2] - TOUCH, body[3] - TOUCH))

    def _room_left(self, ref: str, seat: Seat) -> bool:
        """Strips touched keep a free hole when their net goes on elsewhere; rails always have some."""
        legs = {spot for _, spot, _ in seat.legs}
        taken = legs | set(seat.covers)
        own = {strip: self.task.net[ref, pin] for pin, _, strip in seat.legs}
        touched = own | {s: self.owner[s][0] for spot in seat.covers if (s := self.field.strip[spot]) in self.owner}
        for strip, net in touched.items():
            if net[0] == "~" or strip in self.rails:
                continue
            if any(s not in taken for s in self.free(strip)):
                continue
            here = sum(s in self.used or s in legs for s in self.field.members[strip])
            if here < len(self.task.nodes[net]):
                return False
        return True


def _cells_of(box: Rect) -> Iterator[tuple[int, int]]:
    """The squares that a box reaches into."""
    columns = range(int(box[0] // CELL), int(box[2] // CELL) + 1)
    return ((x, y) for y in range(int(box[1] // CELL), int(box[3] // CELL) + 1) for x in columns)
