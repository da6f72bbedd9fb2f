"""Where parts go: the best seat for each in turn, then again and again while it gets better and the search may go on.

The cost of a seat is what joining its legs will take: a jumper costs many pitches, and its length counts a little. Parts come in
the order a person would take them: controller, chips and modules, then legs along their chains. How long it may search is
reckoned in seats looked at, not in seconds: the same circuit gives the same layout on every machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ohm_core.breadboard.bench import Bench
from ohm_core.breadboard.scan import COLUMN, Scan
from ohm_core.breadboard.seats import BOTTOM_ROWS, TOP_ROWS, Seat, Shape, shapes
from ohm_core.breadboard.tastes import PLAIN, Taste
from ohm_core.errors import BadInput

NEAR_COLUMNS = 8
BOARD_COLUMNS = 3  # a controller sits at the left end, its USB socket free; at most this many columns further in
CONTENT = 1.6     # a part that costs no more sits well enough: it is left alone
ROUNDS = 3        # times over all parts
LOOKS = 400_000   # seats looked at to better a first placing of up to MANY parts: about a second
MANY = 40         # parts; for more of them the looks grow with the root of their number
ENDS = 400_000    # places reached to find the ends of jumpers: a picture's own wires are worth twice as many
SPARSE = 3        # of the columns further off, every third is looked at


def _mean(values: list[int]) -> int:
    return round(sum(values) / len(values))


@dataclass
class Effort:
    """How many seats may still be looked at to better placings, over all boards that are tried for one circuit; and how many
    places of the maze to find the ends of its jumpers.
    """

    left: float
    ends: float = 0.0

    def allows(self, looks: float, places: float) -> bool:
        """True while there is left for so much more."""
        return self.left > looks and self.ends >= places


def effort_for(parts: int, share: float = 1.0) -> Effort:
    """The effort a circuit of so many parts is worth; SHARE 0 takes first placings as they are."""
    return Effort(share * LOOKS * max(1.0, parts / MANY) ** 0.5, share * ENDS)


@dataclass
class Search:
    """One search over a bench: off-board pads near which nets like to be, seats that must not move, the effort it may take."""

    bench: Bench
    pads: dict[str, list[tuple[float, float]]]
    effort: Effort
    fixed: dict[str, Seat] = field(default_factory=dict)
    taste: Taste = PLAIN
    stopped: bool = False
    looks: int = 0
    _shapes: dict[str, list[Shape]] = field(default_factory=dict)
    _upright: dict[int, list[int]] = field(default_factory=dict)
    _halves: list[tuple[int, ...]] = field(default_factory=list)

    def run(self) -> list[str]:
        """Places every part; returns the references of those that found no seat."""
        for ref, seat in self.fixed.items():
            if not self.bench.fits(ref, seat):
                raise BadInput(f"{ref} cannot sit where its placement says: a hole is taken or two nets would meet.", f"placements.{ref}")
            self.bench.put(ref, seat)
        missing = []
        for ref in self.order():
            if not self.place(ref):
                missing.append(ref)
                if self.bench.task.aboard[ref].is_board:
                    return missing
        if missing:
            missing = self._again(missing)
        if not missing:
            self.improve()
        return missing

    def _again(self, missing: list[str]) -> list[str]:
        """A second try with the parts that found no seat first (after the controller)."""
        for ref in list(self.bench.seats):
            if ref not in self.fixed:
                self.bench.take(ref)
        order = self.order()
        boards = [r for r in order if self.bench.task.aboard[r].is_board]
        return [r for r in dict.fromkeys([*boards, *missing, *order]) if not self.place(r)]

    def order(self) -> list[str]:
        """Controllers, then parts with many legs, then two-legged ones along the nets from what is there."""
        task = self.bench.task
        refs = [r for r in task.aboard if r not in self.fixed]
        rigid = sorted((r for r in refs if len(task.legs[r]) > 2 or task.aboard[r].part.mechanics.mount != "leads"),
                       key=lambda r: (not task.aboard[r].is_board, -len(task.legs[r])))
        return [*rigid, *self._chains([r for r in refs if r not in rigid], rigid)]

    def _chains(self, refs: list[str], placed: list[str]) -> Iterator[str]:
        task, left = self.bench.task, list(refs)
        known = {task.net[r, p] for r in (*placed, *self.fixed) for p in task.legs[r]} | set(self.pads)
        rails = set(self.bench.rails.values())
        while left:
            ref = max(left, key=lambda r: (sum(task.net[r, p] in known - rails for p in task.legs[r]), -left.index(r)))
            left.remove(ref)
            known |= {task.net[ref, p] for p in task.legs[ref]}
            yield ref

    def place(self, ref: str) -> bool:
        best = self.best(ref)
        if best is None:
            return False
        self.bench.put(ref, best)
        return True

    def best(self, ref: str) -> Seat | None:
        """The cheapest seat that fits; None where there is none."""
        scan = Scan(self.bench, self.pads, self.taste)
        gaps = self.gaps()
        for shape in self.shapes_of(ref):
            if shape.cost >= scan.low:
                break
            legs = [(self.bench.task.net[ref, pin], self.bench.task.node_of[ref, pin], dx, dy) for pin, dx, dy in shape.pins]
            for x in self.columns(ref, shape, gaps):
                for y in shape.rows or self.rows(shape, x):
                    scan.look(ref, shape, legs, x, y)
        self.looks += scan.looks
        return scan.seat

    def shapes_of(self, ref: str) -> list[Shape]:
        if ref not in self._shapes:
            known = shapes(self.bench.task.aboard[ref].part, self.bench.field)
            turned = [s for s in known if s.turn == 180] if self.taste.turned and ref == self.bench.task.circuit.board else []
            self._shapes[ref] = sorted(turned or known, key=lambda s: s.cost)
        return self._shapes[ref]

    def columns(self, ref: str, shape: Shape, gaps: list[int]) -> Iterable[int]:
        """Columns for the first pin: all where boards are small, else those near what the part is joined to."""
        low, high = -shape.columns[0], self.bench.field.kind.columns - 1 - shape.columns[1]
        if self.bench.task.aboard[ref].is_board:
            return range(low, (min(high, low + BOARD_COLUMNS) if ref == self.bench.task.circuit.board else high) + 1)
        wanted = [x - dx for pin, dx, _ in shape.pins for x in self.net_columns(self.bench.task.net[ref, pin])]
        chip = self.bench.seats.get(self.bench.task.beside_chip.get(ref, ""))
        wanted += [chip.legs[0][1][0] + d for d in (-2, 0, 2)] if chip else []
        pads = [round(x) for pin, _, _ in shape.pins for x, _ in self.pads.get(self.bench.task.net[ref, pin], ())]
        middle = _mean(wanted) if wanted else _mean(pads) if pads else high // 3
        near = sorted(gaps, key=lambda x: (abs(x - middle), x))
        return [x for x in dict.fromkeys([*wanted, *near[:NEAR_COLUMNS], *near[NEAR_COLUMNS::SPARSE]]) if low <= x <= high]

    def net_columns(self, net: str) -> list[int]:
        """Columns where a net already is on the board (not its rails)."""
        return [self.bench.field.members[s][0][0] for s in self.bench.strips.get(net, ()) if s not in self.bench.rails]

    def gaps(self) -> list[int]:
        """Columns with an empty half."""
        owner, count = self.bench.owner, self.bench.field.count
        names = [f"bb{i + 1}:" if i else "" for i in range(count)]
        return [x for x in range(self.bench.field.kind.columns) if any(f"{p}{x + 1}{h}" not in owner for p in names for h in "tb")]

    def rows(self, shape: Shape, x: int) -> Iterable[int]:
        """Rows for bent legs: along a row the first usable row of each half; upright those over the gutter or into a rail."""
        tall = shape.pins[1][2]
        return self.upright_rows(tall) if tall else self.level_rows(shape, x)

    def level_rows(self, shape: Shape, x: int) -> Iterator[int]:
        (_, a, _), (_, b, _) = shape.pins
        used, hidden = self.bench.used, self.bench.hidden
        for half in self.halves():
            for y in half:
                if (x + a, y) not in used and (x + b, y) not in used and not hidden.get((x + a, y)) and not hidden.get((x + b, y)):
                    yield y
                    break

    def halves(self) -> list[tuple[int, ...]]:
        """The rows of each half of each board, best first."""
        if not self._halves:
            tops = [self.bench.field.top(i) for i in range(self.bench.field.count)]
            self._halves = [tuple(t + y for y in half) for t in tops for half in (TOP_ROWS, BOTTOM_ROWS)]
        return self._halves

    def upright_rows(self, tall: int) -> list[int]:
        """Rows from which a leg TALL rows away meets a hole of another strip: over the gutter, or in a rail."""
        if tall not in self._upright:
            field_ = self.bench.field
            ys = sorted({y for _, y in field_.strip})
            there = set(ys)
            column = field_.kind.rail_start + 1
            self._upright[tall] = [y for y in ys if y + tall in there and field_.strip.get((column, y)) != field_.strip.get((column, y + tall)) and not self._both_rails(y, y + tall)]
        return self._upright[tall]

    def _both_rails(self, a: int, b: int) -> bool:
        rails = {self.bench.field.members[r][0][1] for r in self.bench.field.rails}
        return a in rails and b in rails and abs(a - b) > 1

    def cost(self, ref: str, seat: Seat) -> float:
        """What a seat costs given what is placed."""
        task = self.bench.task
        scan = Scan(self.bench, self.pads, self.taste)
        legs = [(task.net[ref, pin], task.node_of[ref, pin], spot, strip) for pin, spot, strip in seat.legs]
        return seat.cost + COLUMN * seat.legs[0][1][0] + scan.joining(legs) + scan.crowd(seat.body) + scan.hiding(seat) + scan.order(ref, seat)

    def improve(self) -> None:
        """Takes parts out, alone and with a neighbour, and seats them anew, while that makes it cheaper and effort is left."""
        movable = [r for r in self.bench.seats if r not in self.fixed]
        end = self.looks + self.effort.left
        self._rounds(movable, end)
        self.effort.left = max(0.0, end - self.looks)

    def _rounds(self, movable: list[str], end: float) -> None:
        for _ in range(ROUNDS):
            better = False
            for ref in movable:
                if self.looks >= end:
                    self.stopped = True
                    return
                better |= self.reseat([ref])
            for pair in self.pairs(movable) if not better else ():
                if self.looks >= end:
                    self.stopped = True
                    return
                better |= self.reseat(pair)
            if not better:
                return

    def pairs(self, refs: list[str]) -> list[list[str]]:
        """Two-legged neighbours: parts that share a net which is on no rail."""
        task, rails = self.bench.task, set(self.bench.rails.values())
        nets = {r: {n for p in task.legs[r] if (n := task.net[r, p])[0] != "~" and n not in rails} for r in refs}
        return [[a, b] for i, a in enumerate(refs) for b in refs[i + 1:] if nets[a] & nets[b] and not task.aboard[a].is_board and len(task.legs[b]) < 5]

    def reseat(self, refs: list[str]) -> bool:
        """Seats REFS anew one after the other; keeps it when the sum is less."""
        old = {r: self.bench.take(r) for r in refs}
        before = self._put_all(refs, old)
        if before < CONTENT * len(refs):
            return False
        for r in refs:
            self.bench.take(r)
        fresh: dict[str, Seat] = {}
        after = 0.0
        for r in reversed(refs):
            seat = self.best(r)
            if seat is None:
                break
            after += self.cost(r, seat)
            self.bench.put(r, seat)
            fresh[r] = seat
        if len(fresh) == len(refs) and after < before - 0.05:
            return True
        for r in fresh:
            self.bench.take(r)
        self._put_all(refs, old)
        return False

    def _put_all(self, refs: list[str], seats: dict[str, Seat]) -> float:
        """Puts seats back; returns what they cost in that order."""
        total = 0.0
        for r in refs:
            total += self.cost(r, seats[r])
            self.bench.put(r, seats[r])
        return total
