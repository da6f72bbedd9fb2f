"""Seats: the ways one part can sit on a breadboard. Each is pins on spots, the holes its body hides, and the body's rectangle.

Module pins are rigid: the part as it is or turned by half a turn, its two rows over the gutter (or over two breadboards), a
deep single-row module only at an outer row with its body lying away from the board. Legs bend: along a row, over the gutter,
or into a rail that carries the leg's net.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ohm_core.breadboard.board import PITCH_MM, RAIL_Y, ROW_Y, Field, Spot
from ohm_core.breadboard.outline import ROUND, SMALL_MM, SOCKET, outline, rows_of
from ohm_core.catalogue.schema import Part

Rect = tuple[float, float, float, float]
BODY_SLACK = 0.25   # pitches of a body's edge that still leave the hole under it usable
BESIDE_GUTTER = 20.0  # two rows of legs in one half: right for the nets of some parts, but nobody builds a button so
TOP_ROWS = (2, 3, 1, 4, 0)      # the rows legs are put into, best first
BOTTOM_ROWS = (9, 8, 10, 7, 11)


@dataclass(frozen=True)
class Shape:
    """Pins relative to the first (dx, dy), the body's rectangle relative to it, how well the shape suits (0 best)."""

    pins: tuple[tuple[str, int, int], ...]
    body: Rect
    turn: int = 0
    cost: float = 0.0
    rows: tuple[int, ...] = ()

    @cached_property
    def columns(self) -> tuple[int, int]:
        xs = [dx for _, dx, _ in self.pins]
        return min(xs), max(xs)


@dataclass(frozen=True)
class Seat:
    """A part at a place: (pin, spot, strip) for each leg, the spots under the body, the body's rectangle in pitches."""

    legs: tuple[tuple[str, Spot, str], ...]
    covers: tuple[Spot, ...]
    body: Rect
    turn: int
    cost: float


def on_breadboard(part: Part) -> bool:
    """True for what is meant to be pushed into holes."""
    return part.mechanics.mount in ("plugged", "leads") and any(any(row) for row in rows_of(part))


def shapes(part: Part, field: Field) -> list[Shape]:
    """Every shape the part can take on this field, with the rows (y of its first pin) it may stand in."""
    names = [n for row in rows_of(part) for n in row if n]
    if part.mechanics.mount == "leads" and len(names) == 2:
        return list(_leads(part, names))
    return list(_rigid(part, field))


def _rigid(part: Part, field: Field) -> Iterator[Shape]:
    form = outline(part)
    rowed = [n for row in rows_of(part) for n in row if n]
    x0, y0 = form.pads[rowed[0]].x, form.pads[rowed[0]].y
    pins = tuple((n, round((form.pads[n].x - x0) / PITCH_MM), round((form.pads[n].y - y0) / PITCH_MM)) for n in rowed)
    body = (-x0 / PITCH_MM - (SOCKET if part.board else 0.0), -y0 / PITCH_MM, (form.width - x0) / PITCH_MM, (form.height - y0) / PITCH_MM)
    turned = tuple((n, -dx, -dy) for n, dx, dy in pins)
    for turn, legs, rect, cost in ((0, pins, body, 0.0), (180, turned, _turn(body), _turn_cost(part))):
        for y in _rows_for(part, legs, rect, field):
            yield Shape(legs, rect, turn, cost + _cramped(legs, y, field), (y,))


def _turn_cost(part: Part) -> float:
    """What it costs that a part's text stands on its head: much for boards and displays, a little for chips, nothing for knobs."""
    if part.board:
        return 14.0
    if part.category.startswith("display"):
        return 30.0
    return 6.0 if _small(part) and len(part.pin) > 5 else 0.3 if _small(part) else 3.0 if part.category.startswith("input") else 12.0


def _cramped(pins: tuple[tuple[str, int, int], ...], y: int, field: Field) -> float:
    """A module over the gutter should leave holes on both sides: what is missing of two a side costs."""
    depths = sorted({y + dy for _, _, dy in pins})
    if len(depths) < 2:
        outside = min(_rows_beyond(depths[0], way, field) for way in (-1, 1))
        return 0.5 * max(0, 2 - outside) if len(pins) < 6 else 0.0
    outer = [_rows_beyond(depths[0], -1, field), _rows_beyond(depths[-1], 1, field)]
    if field.strip.get((1, depths[0])) == field.strip.get((1, depths[-1])):
        return BESIDE_GUTTER
    return 1.5 * sum(max(0, 2 - n) for n in outer) + 0.1 * abs(outer[0] - outer[1])


def _rows_beyond(y: int, way: int, field: Field) -> int:
    """Rows of the same half further out."""
    strip = next((s for s, spots in field.members.items() if any(spot[1] == y for spot in spots)), "")
    return sum((spot[1] - y) * way > 0 for spot in field.members.get(strip, ()))


def _turn(body: Rect) -> Rect:
    return (-body[2], -body[3], -body[0], -body[1])


def _rows_for(part: Part, pins: tuple[tuple[str, int, int], ...], body: Rect, field: Field) -> tuple[int, ...]:
    ys = sorted({y + field.top(i) for i in range(field.count) for y in ROW_Y.values()})
    depths = {dy for _, _, dy in pins}
    if len(depths) == 1 and not _small(part):
        return (0,) if body[1] < -1.5 else (field.bottom_y,)
    known = set(ys)
    return tuple(y for y in ys if all(y + d in known for d in depths))


def _small(part: Part) -> bool:
    form = outline(part)
    return form.height <= SMALL_MM or part.id in ROUND


def _leads(part: Part, names: list[str]) -> Iterator[Shape]:
    """Legs along a row either way round, over the gutter, or up and down into a rail; the natural span costs nothing."""
    low, high = part.mechanics.lead_span
    long, thick = _body_of_leads(part)
    natural = min(max(low, round(long + 1.4) if long > 1.5 and not _disc(part) else low), high)
    a, b = names
    for span in range(low, high + 1):
        cost = 0.6 * abs(span - natural)
        flat = _along(span, long, thick)
        if abs(span - natural) <= 1:
            yield Shape(((a, 0, 0), (b, span, 0)), flat, 0, cost)
            yield Shape(((a, 0, 0), (b, -span, 0)), _turn(flat), 180, cost)
        if span < 3 or span > natural + 2:
            continue
        tall = (flat[1], flat[0], flat[3], flat[2])
        yield Shape(((a, 0, 0), (b, 0, span)), tall, 90, cost + 0.3)
        yield Shape(((a, 0, 0), (b, 0, -span)), _turn(tall), 270, cost + 0.3)


def _body_of_leads(part: Part) -> tuple[float, float]:
    """Length along the legs and thickness, in pitches."""
    width, height = part.mechanics.size_mm
    return (width or 6.3) / PITCH_MM, (height or 2.5) / PITCH_MM


def _disc(part: Part) -> bool:
    width, height = part.mechanics.size_mm
    return bool(width) and abs(width - height) < 1.5


def _along(span: int, long: float, thick: float) -> Rect:
    middle = span / 2
    half = min(long / 2, max(span / 2 + 0.8, long / 2 if long < 2.6 else 0))
    return (middle - half, -thick / 2, middle + half, thick / 2)


def seat_at(shape: Shape, x: int, y: int, field: Field) -> Seat | None:
    """The shape with its first pin at (x, y); None when a leg would miss the holes."""
    legs = []
    for pin, dx, dy in shape.pins:
        spot = (x + dx, y + dy)
        strip = field.strip.get(spot)
        if strip is None:
            return None
        legs.append((pin, spot, strip))
    left, top, right, bottom = shape.body
    body = (x + left, y + top, x + right, y + bottom)
    return Seat(tuple(legs), covered(body, {s for _, s, _ in legs}, field), body, shape.turn, shape.cost)


def covered(body: Rect, legs: set[Spot], field: Field) -> tuple[Spot, ...]:
    """The holes under a body that its own legs do not use."""
    left, top, right, bottom = body[0] + BODY_SLACK, body[1] + BODY_SLACK, body[2] - BODY_SLACK, body[3] - BODY_SLACK
    xs = range(int(-(-left // 1)), int(right // 1) + 1)
    return tuple((x, y) for y in range(int(-(-top // 1)), int(bottom // 1) + 1) for x in xs if (x, y) in field.strip and (x, y) not in legs)


def is_rail_y(y: int, field: Field) -> bool:
    return any(y - field.top(i) in RAIL_Y.values() for i in range(field.count))
