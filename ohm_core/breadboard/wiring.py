"""Jumpers: every net joined into one with as few wires as there are pieces, each end in a hole of its own.

A net's pieces are the strips its legs are in (those joined inside a part count as one), its rails, and the pins beside the board.
A pin beside the board takes one wire. Where holes run short, an empty strip becomes a tie point.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from ohm_core.breadboard.bench import Bench
from ohm_core.breadboard.board import Spot
from ohm_core.breadboard.task import Task
from ohm_core.design.values import PinRef


@dataclass
class Run:
    """A jumper being laid: each end a spot or a pin beside the board."""

    net: str
    start: Spot | PinRef
    end: Spot | PinRef


@dataclass
class Piece:
    """Strips of one net that are one already (joined inside parts)."""

    strips: list[str]
    rail: bool = False


@dataclass
class Wiring:
    """Lays the jumpers of all nets over a bench. `short` names nets that could not be joined for want of holes."""

    bench: Bench
    pads: Mapping[PinRef, tuple[float, float]]
    runs: list[Run] = field(default_factory=list)
    short: list[str] = field(default_factory=list)
    joined: set[int] = field(default_factory=set)

    def lay(self) -> None:
        """Joins every net: rails first, then signals, those with the fewest free holes before the others."""
        task, on_rails = self.bench.task, set(self.bench.rails.values())
        rest = [n for n in task.nodes if n not in on_rails]
        for net in dict.fromkeys([*self.bench.rails.values()]):
            self.rail_net(net)
        for net in sorted(rest, key=lambda n: sum(len(self.bench.free(s)) for s in self.bench.strips.get(n, ()))):
            self.signal_net(net)
        self.short += [n for n in task.nodes if n not in self.short and not self._whole(n)]

    def _whole(self, net: str) -> bool:
        """True when the jumpers laid make one of a net's pieces and pins, each joint counted afresh."""
        groups: list[set[str | PinRef]] = [{*piece.strips} for piece in pieces_of(self.bench, net)]
        groups += [{pin} for pin in self.bench.task.loose[net]]
        strip = self.bench.field.strip
        for run in self.runs:
            if run.net == net:
                ends: set[str | PinRef] = {at if isinstance(at, PinRef) else strip[at] for at in (run.start, run.end)}
                touching = [g for g in groups if g & ends]
                groups = [g for g in groups if not g & ends] + [ends.union(*touching)]
        return len(groups) < 2

    # -- nets on rails

    def rail_net(self, net: str) -> None:
        """Pieces and pins to the nearest rail that has holes to spare; when all are full, to strips joined on to a rail."""
        rails = [r for r, n in self.bench.rails.items() if n == net and len(self.bench.free(r)) > 2]
        if not rails:
            self.short.append(net)
            return
        held = {r: min(len(rails) - 1, 2) + 1 for r in rails}  # holes kept for the joints with other rails, and one to go on from
        active: dict[str, None] = {}
        more: list[Piece] = []
        for piece in pieces_of(self.bench, net):
            if piece.rail:
                active.update(dict.fromkeys(s for s in piece.strips if s in held))
            elif roomy := self._roomy(held):
                self._to_rail(net, piece, roomy, active)
            elif self._go_on(net, more, rails, active) and self._room(piece):
                self._run(net, *self._link(more[-1:], piece))
            else:
                self.short.append(net)
        for pin in self.bench.task.loose[net]:
            if roomy := self._roomy(held):
                rail = self._near_rail(self.pads[pin], roomy)
                active[rail] = None
                self._run(net, pin, self._rail_hole(rail, self.pads[pin][0]))
            elif self._go_on(net, more, rails, active):
                self._run(net, pin, self._nearest(more[-1:], self.pads[pin])[1])
            else:
                self.short.append(net)
        self._join_rails(net, [r for r in rails if r in active])

    def _roomy(self, held: Mapping[str, int]) -> list[str]:
        """Rails with more free holes than are HELD back."""
        return [r for r, n in held.items() if len(self.bench.free(r)) > n]

    def _go_on(self, net: str, more: list[Piece], rails: list[str], active: dict[str, None]) -> bool:
        """True when the last of MORE, the strips a full rail goes on in, can take a wire and a joint to the next; adds one if it must."""
        if more and self._room(more[-1]) > 1:
            return True
        last = more[-1] if more else Piece(rails[:1], rail=True)
        ends = [s for strip in last.strips for s in self.bench.free(strip)]
        tie = self._tie(net, [(float(s[0]), float(s[1])) for s in ends]) if ends else None
        if tie is None:
            return False
        if not more:
            active[rails[0]] = None
        self._run(net, *self._link([last], tie))
        more.append(tie)
        return True

    def _to_rail(self, net: str, piece: Piece, rails: list[str], active: dict[str, None]) -> None:
        options = [(self._rail_cost(spot, r), i, spot, r) for i, s in enumerate(piece.strips) for spot in self.bench.free(s) for r in rails]
        if not options:
            self.short.append(net)
            return
        _, _, spot, rail = min(options)
        active[rail] = None
        self._run(net, self._clear_hole(rail, spot), spot)

    def _clear_hole(self, rail: str, spot: Spot) -> Spot:
        """The rail's hole for a jumper from SPOT: straight across, or past a body that lies between."""
        y = self._y(rail)
        low, high = min(spot[1], y) + 1, max(spot[1], y)

        def price(hole: Spot) -> float:
            return abs(hole[0] - spot[0]) + 2.0 * sum(bool(self.bench.hidden.get((hole[0], k))) for k in range(low, high)) + 0.01 * hole[0]

        return min(self.bench.free(rail), key=price)

    def _rail_cost(self, spot: Spot, rail: str) -> float:
        """Length of a jumper from a hole straight to a rail, and what lies in its way."""
        y = self._y(rail)
        between = ((spot[0], k) for k in range(min(spot[1], y) + 1, max(spot[1], y)))
        return abs(spot[1] - y) + 2.5 * sum(s in self.bench.used or bool(self.bench.hidden.get(s)) for s in between)

    def _join_rails(self, net: str, active: list[str]) -> None:
        """Neighbouring rails of one net are joined near an end of the board, where nothing lies between."""
        ordered = sorted(active, key=self._y)
        for a, b in itertools.pairwise(ordered):
            shared = {s[0] for s in self.bench.free(a)} & {s[0] for s in self.bench.free(b)} - self.joined
            if not self.bench.free(a) or not self.bench.free(b):
                self.short.append(net)
                return
            x = min(shared, key=lambda x: (self._way_across(x, a, b), -x), default=self.bench.field.kind.columns)
            self.joined.add(x)
            self._run(net, self._rail_hole(a, x), self._rail_hole(b, x))

    def _way_across(self, x: int, a: str, b: str) -> float:
        """What a jumper from rail to rail at a column runs over, and how far it is from the board's nearer end, the right one first."""
        low, high = sorted((self._y(a), self._y(b)))
        blocked = sum((x, y) in self.bench.used or bool(self.bench.hidden.get((x, y))) for y in range(low + 1, high))
        return 2.0 * blocked + 0.5 * min(self.bench.field.kind.columns - 1 - x, x + 2)

    def _y(self, rail: str) -> int:
        return self.bench.field.members[rail][0][1]

    def _near_rail(self, at: tuple[float, float], rails: list[str]) -> str:
        return min(rails, key=lambda r: (abs(self._y(r) - at[1]), r))

    def _rail_hole(self, rail: str, x: float) -> Spot:
        return min(self.bench.free(rail), key=lambda s: (abs(s[0] - x), s[0]))

    def _run(self, net: str, start: Spot | PinRef, end: Spot | PinRef) -> None:
        for at in (start, end):
            if not isinstance(at, PinRef):
                self.bench.used[at] = "wire"
        self.runs.append(Run(net, start, end))

    # -- other nets

    def signal_net(self, net: str) -> None:
        pieces, loose = pieces_of(self.bench, net), list(self.bench.task.loose[net])
        if not pieces and len(loose) == 2:
            self._run(net, loose[0], loose[1])
            return
        if not pieces:
            tie = self._tie(net, [self.pads[p] for p in loose])
            pieces = [tie] if tie else []
        if not pieces or not self._join_pieces(net, pieces, loose):
            self.short.append(net)

    def _join_pieces(self, net: str, pieces: list[Piece], loose: list[PinRef]) -> bool:
        """Grows one tree from the piece with most free holes; False when holes ran out."""
        pieces = sorted(pieces, key=lambda p: -self._room(p))
        tree, left = [pieces[0]], pieces[1:]
        while left or loose:
            if sum(map(self._room, tree)) < min(2, len(left) + len(loose)) and not self._grow(net, tree):
                return False
            roomy = [p for p in left if self._room(p) > 1] or left
            if roomy:
                piece, (start, end) = min(((p, self._link(tree, p)) for p in roomy), key=lambda o: _length(*o[1]))
                left.remove(piece)
                tree.append(piece)
                self._run(net, start, end)
            else:
                pin = min(loose, key=lambda p: (self._nearest(tree, self.pads[p])[0], p))
                loose.remove(pin)
                self._run(net, pin, self._nearest(tree, self.pads[pin])[1])
        return True

    def _room(self, piece: Piece) -> int:
        return sum(len(self.bench.free(s)) for s in piece.strips)

    def _link(self, tree: list[Piece], piece: Piece) -> tuple[Spot, Spot]:
        """The best pair of free holes between the tree and a piece: short, level, over nothing."""
        ours = [s for p in tree for strip in p.strips for s in self.bench.free(strip)]
        theirs = [s for strip in piece.strips for s in self.bench.free(strip)]
        return min(((a, b) for a in ours for b in theirs), key=lambda ab: (_length(*ab) + 1.5 * self.clutter(*ab), ab))

    def clutter(self, a: Spot, b: Spot) -> int:
        """How many taken or hidden holes the straight line between two holes of a row or column runs over."""
        if a[1] == b[1]:
            between: Iterable[Spot] = ((x, a[1]) for x in range(min(a[0], b[0]) + 1, max(a[0], b[0])))
        elif a[0] == b[0]:
            between = ((a[0], y) for y in range(min(a[1], b[1]) + 1, max(a[1], b[1])))
        else:
            return 2
        return sum(s in self.bench.used or bool(self.bench.hidden.get(s)) for s in between)

    def _nearest(self, tree: list[Piece], at: tuple[float, float]) -> tuple[float, Spot]:
        return min((abs(s[0] - at[0]) * 0.4 + abs(s[1] - at[1]), s) for p in tree for strip in p.strips for s in self.bench.free(strip))

    def _grow(self, net: str, tree: list[Piece]) -> bool:
        """A tie point more: an empty strip joined by the tree's last free hole."""
        last = [s for p in tree for strip in p.strips for s in self.bench.free(strip)]
        tie = self._tie(net, [(float(s[0]), float(s[1])) for s in last]) if last else None
        if tie is None:
            return False
        start, end = self._link(tree, tie)
        self._run(net, start, end)
        tree.append(tie)
        return True

    def _tie(self, net: str, near: list[tuple[float, float]]) -> Piece | None:
        """The empty strip nearest to these places, now this net's; None when the board is full."""
        x, y = sum(p[0] for p in near) / len(near), sum(p[1] for p in near) / len(near)
        empty = [s for s in self.bench.field.members if s not in self.bench.owner and s[-1] in "tb" and len(self.bench.free(s)) >= 4]
        if not empty:
            return None
        strip = min(empty, key=lambda s: (self._away(s, x, y), s))
        self.bench.owner[strip] = (net, 1)
        self.bench.strips.setdefault(net, {})[strip] = 1
        return Piece([strip])

    def _away(self, strip: str, x: float, y: float) -> float:
        middle = self.bench.field.members[strip][2]
        crowded = sum(f"{int(strip[:-1].rpartition(':')[2]) + d}{strip[-1]}" in self.bench.owner for d in (-1, 1))
        return abs(middle[0] - x) + 0.5 * abs(middle[1] - y) + 1.5 * crowded


def _length(a: Spot, b: Spot) -> float:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def pieces_of(bench: Bench, net: str) -> list[Piece]:
    """The strips of a net's legs; those that a board joins inside count as one, and a piece that holds a rail says so.

    A button's or a bridge's twin legs do not carry a net on: turned or pulled out, the part would cut it. A strip that holds
    nothing but such a spare leg is no piece.
    """
    joints, spare = _joints(bench, bench.task, net)
    groups: list[set[str]] = [{s} for s in bench.strips.get(net, ()) if s not in spare]
    for strips in joints:
        touching = [g for g in groups if g & strips]
        groups = [g for g in groups if not g & strips] + [set().union(*touching, strips)]
    made = [sorted(g, key=bench.rank.__getitem__) for g in groups]
    return [Piece(g, any(s in bench.rails for s in g)) for g in sorted(made, key=lambda g: bench.rank[g[0]])]


def _joints(bench: Bench, task: Task, net: str) -> tuple[list[set[str]], set[str]]:
    """Strips that one node of a board reaches with several legs; and strips that hold only the spare leg of another part."""
    by_node: dict[tuple[str, str], list[str]] = {}
    legs: dict[str, set[str]] = {}
    for ref, seat in bench.seats.items():
        for pin, _, strip in seat.legs:
            if task.net[ref, pin] == net:
                by_node.setdefault(task.node(ref, pin), []).append(strip)
                legs.setdefault(strip, set()).add(ref)
    joints, spare = [], set()
    for (ref, _), found in by_node.items():
        strips = dict.fromkeys(found)
        if task.circuit.parts[ref].is_board:
            joints += [set(strips)] if len(strips) > 1 else []
        else:
            alone = [s for s in strips if legs[s] == {ref} and s not in bench.rails]
            spare.update(alone if len(alone) < len(strips) else alone[1:])
    return joints, spare
