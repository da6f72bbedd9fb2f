"""One look over the seats a part could take: what each would cost to join, and the cheapest that fits.

The inner loop of the search: it rejects on plain numbers and makes a Seat only of what beats the best so far.
"""

from __future__ import annotations

from collections.abc import Sequence

from ohm_core.breadboard.bench import Bench
from ohm_core.breadboard.board import Spot
from ohm_core.breadboard.seats import Rect, Seat, Shape, seat_at
from ohm_core.breadboard.task import Node
from ohm_core.breadboard.tastes import Taste

JUMPER = 10.0   # what a wire more is worth
PAD_DEPTH = 0.3  # rows away from a part beside the board: its wires should not cross the gutter
COLUMN = 0.004  # a little for each column to the right: things gather at the left
HIDES = 0.35
UNEVEN = 0.12    # for a like part in another row
STEADY = 0.5     # for each column between a capacitor and the chip it steadies
ASTRAY = 0.3     # for a like part on the wrong side
INFINITE = float("inf")
TIGHT = 7.0     # for one that all but touches
BEHIND = 3.0    # for what a wire must be led round a module to reach

Leg = tuple[str, Node, Spot, str]


class Scan:
    """The cheapest seat seen so far (`seat`), over a bench that does not change meanwhile; `looks` counts the seats priced."""

    def __init__(self, bench: Bench, pads: dict[str, list[tuple[float, float]]], taste: Taste) -> None:
        self.bench, self.pads, self.taste = bench, pads, taste
        self.seat: Seat | None = None
        self.low = INFINITE
        self.looks = 0
        self._prices: dict[tuple[str, str], float] = {}
        self._peers: list[str] | None = None
        self._ranks = bench.task.rank
        self._strips, self._used, self._owner = bench.field.strip, bench.used, bench.owner
        self._large = [s.body for s in bench.seats.values() if s.body[2] - s.body[0] > 8]

    def look(self, ref: str, shape: Shape, legs: Sequence[tuple[str, Node, int, int]], x: int, y: int) -> None:
        """Takes the shape at (x, y) when it is the cheapest so far and fits."""
        self.looks += 1
        cost = shape.cost + COLUMN * x
        if cost >= self.low:
            return
        cost += self._pair(legs, x, y, self.low - cost) if len(legs) == 2 else self._many(legs, x, y)
        if cost >= self.low:
            return
        seat = seat_at(shape, x, y, self.bench.field)
        if seat is None:
            return
        cost += self.crowd(seat.body) + self.hiding(seat) + self.order(ref, seat)
        if cost < self.low - 1e-9 and self.bench.fits(ref, seat):
            self.seat, self.low = seat, cost

    def _pair(self, legs: Sequence[tuple[str, Node, int, int]], x: int, y: int, most: float) -> float:
        """What two legs cost; infinite where one meets no hole, a taken one or another net's strip, or above MOST."""
        total = 0.0
        for net, _, dx, dy in legs:
            spot = (x + dx, y + dy)
            strip = self._strips.get(spot)
            if strip is None or spot in self._used:
                return INFINITE
            price = self._prices.get((net, strip))
            total += self.price(net, spot, strip) if price is None else price
            if total >= most:
                return INFINITE
        return total

    def _many(self, legs: Sequence[tuple[str, Node, int, int]], x: int, y: int) -> float:
        placed = self._reach(legs, x, y)
        return INFINITE if placed is None else self.joining(placed)

    def _reach(self, legs: Sequence[tuple[str, Node, int, int]], x: int, y: int) -> list[Leg] | None:
        """The legs on their spots; None when one meets no hole, a taken one, or another net's strip."""
        strips, used, owner, out = self._strips, self._used, self._owner, []
        for net, node, dx, dy in legs:
            spot = (x + dx, y + dy)
            strip = strips.get(spot)
            if strip is None or spot in used:
                return None
            held = owner.get(strip)
            if held is not None and held[0] != net:
                return None
            out.append((net, node, spot, strip))
        return out

    def joining(self, legs: Sequence[Leg]) -> float:
        """What joining these legs to their nets takes; several legs of one node count once."""
        if len(legs) == 2 and legs[0][1] != legs[1][1]:
            return sum(self.price(net, spot, strip) for net, _, spot, strip in legs)
        by_node: dict[Node, float] = {}
        for net, node, spot, strip in legs:
            if net[0] != "~":
                price = self.price(net, spot, strip)
                by_node[node] = min(price, by_node.get(node, price))
        return sum(by_node.values())

    def price(self, net: str, spot: Spot, strip: str) -> float:
        """The price of a leg: nothing in a strip of its net, else a jumper and its length; nothing while the net is nowhere; infinite in
        a strip of another net."""
        known = self._prices.get((net, strip))
        if known is None:
            held = self._owner.get(strip)
            if held is not None and held[0] != net:
                known = INFINITE
            else:
                known = 0.0 if held is not None or net[0] == "~" else self._far(net, spot)
            self._prices[net, strip] = known
        return known

    def _far(self, net: str, spot: Spot) -> float:
        bench, members, length, depth = self.bench, self.bench.field.members, self.taste.length, self.taste.depth
        rails = [abs(spot[1] - members[s][0][1]) for s, n in bench.rails.items() if n == net]
        if rails:
            return JUMPER + length * min(rails)
        x, y = spot
        away = [abs(m[0] - x) * length + abs(m[1] - y) * depth + self._behind(x, y, m[1]) for s in bench.strips.get(net, ()) for m in (members[s][2],)]
        pads = [abs(px - x) * length + abs(py - y) * PAD_DEPTH + self._behind(x, y, py) for px, py in self.pads.get(net, ())]
        return (JUMPER if away else 0.0) + min([*away, *pads], default=0.0)

    def _behind(self, x: float, y: float, other: float) -> float:
        """The price of a wire from column X between two rows when a large body lies across its way."""
        low, high = min(y, other), max(y, other)
        return BEHIND * any(low < (b[1] + b[3]) / 2 < high and b[0] - 1 < x < b[2] + 1 for b in self._large)

    def order(self, ref: str, seat: Seat) -> float:
        """Like parts stand in a row, in the order of their names: a little for each that would be out of it."""
        seats, parts = self.bench.seats, self.bench.task.aboard
        if self._peers is None:
            mine = parts[ref].part.id
            self._peers = [r for r in seats if r != ref and parts[r].part.id == mine]
        places = self._ranks
        x, y = seat.legs[0][1]
        chip = seats.get(self.bench.task.beside_chip.get(ref, ""))
        wrong = 0.0 if chip is None else STEADY * max(0.0, chip.body[0] - x, x - chip.body[2])
        for peer in self._peers[:8]:
            px, py = seats[peer].legs[0][1]
            wrong += UNEVEN * (py != y) + ASTRAY * ((px < x) != (places[peer] < places[ref]))
        return wrong

    def hiding(self, seat: Seat) -> float:
        """For holes under the body that others' nets could have used, and for holes of rails."""
        owner, strips = self.bench.owner, self.bench.field.strip
        mine = {strip for _, _, strip in seat.legs}
        return HIDES * sum(strips[s] in owner and strips[s] not in mine for s in seat.covers)

    def crowd(self, body: Rect) -> float:
        """A little for each neighbour closer than a label needs."""
        left, top, right, bottom = body[0] - 1.2, body[1] - 0.7, body[2] + 1.2, body[3] + 0.7
        near = self.bench.bodies((left, top, right, bottom))
        return self.taste.crowd * len(near) + TIGHT * sum(b[0] < right - 0.8 and left + 0.8 < b[2] and b[1] < bottom - 0.5 and top + 0.5 < b[3] for b in near)
