"""Where everything of a breadboard picture is: boards, parts beside them, pins. Pitches of 2.54 mm; drawing happens elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ohm_core.breadboard.board import PITCH_MM, Field
from ohm_core.breadboard.model import Layout, Place
from ohm_core.breadboard.outline import SOCKET, Outline, outline, rows_of
from ohm_core.circuit.circuit import Circuit, Instance

Box = tuple[float, float, float, float]

RAIL_EDGE = 5.6    # from row a up to the board's upper edge, with rails; down from row j likewise
BARE_EDGE = 1.6    # the same where rails are off or a mini has none
SIDE = 1.5         # from column 1 to the left edge
TRACK = 0.62       # pitches between two wires that run side by side
OPPOSITE = {"top": "bottom", "bottom": "top", "left": "right", "right": "left"}
CLEAR = 1.6        # between a part's pins and the first wire


@dataclass(frozen=True)
class Sprite:
    """A part in the scene: its body's box, how it is turned (degrees, about the box's middle), its pins and their wire sides."""

    ref: str
    instance: Instance
    box: Box
    turn: int
    form: Outline
    pins: Mapping[str, tuple[float, float]]
    on_board: bool
    ends: tuple[tuple[float, float], tuple[float, float]] | None = None
    trunk: Box | None = None

    @property
    def body(self) -> Box:
        """What of it is solid: its box without bare legs."""
        return self.trunk or self.reach

    def side(self, pin: str) -> str:
        """The side a wire leaves a pin on; below for one that the outline does not show."""
        pad = self.form.pads.get(pin)
        side = pad.side if pad else "bottom"
        return OPPOSITE[side] if self.turn == 180 else side

    @property
    def reach(self) -> Box:
        """Its body with what stands out of it: the USB socket of a controller board."""
        left, top, right, bottom = self.box
        if not self.instance.is_board:
            return self.box
        return (left, top, right + SOCKET, bottom) if self.turn == 180 else (left - SOCKET, top, right, bottom)

    def at(self, pin: str) -> tuple[float, float]:
        """Where a pin is; the middle of the lower edge for one that the outline does not show."""
        return self.pins.get(pin, ((self.box[0] + self.box[2]) / 2, self.box[3]))


@dataclass(frozen=True)
class Scene:
    """Boards' boxes, sprites, the rows where the channels between bands and boards run, and the whole extent."""

    field: Field
    boards: tuple[Box, ...]
    sprites: Mapping[str, Sprite]
    top_channel: tuple[float, float]
    bottom_channel: tuple[float, float]
    extent: Box


def scene_of(circuit: Circuit, layout: Layout) -> Scene:
    """The scene of a layout: bands stand as far out as the wires between need."""
    field = layout.field
    boards = board_boxes(layout)
    sprites = {r: _aboard(circuit.parts[r], p, field) for r, p in layout.places.items() if p.on_board}
    upper = min([b[1] for b in boards] + [s.box[1] for s in sprites.values()], default=0.0)
    lower = max([b[3] for b in boards] + [s.box[3] for s in sprites.values()], default=0.0)
    tracks = {band: _tracks(layout, band) for band in ("top", "bottom")}
    if not boards:
        tracks = {"top": len(layout.wires) * 0.5, "bottom": len(layout.wires) * 0.5}
    top, bottom = upper - 2 * CLEAR - tracks["top"] * TRACK, lower + 2 * CLEAR + tracks["bottom"] * TRACK
    for ref, place in layout.places.items():
        if not place.on_board:
            sprites[ref] = _beside(circuit.parts[ref], place, top, bottom)
    boxes = [*boards, *(s.box for s in sprites.values())]
    extent = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)) if boxes else (0, 0, 10, 10)
    if not boards:
        upper, lower = bottom, top
    return Scene(field, boards, sprites, (top, upper), (lower, bottom), extent)


def board_boxes(layout: Layout) -> tuple[Box, ...]:
    """The boxes of the breadboards; joined ones touch."""
    field, out = layout.field, []
    bare = field.kind.rail_holes == 0
    for i in range(layout.count):
        top = field.top(i)
        above = BARE_EDGE if bare or (layout.joined and i > 0) else RAIL_EDGE
        below = BARE_EDGE if bare or (layout.joined and i < layout.count - 1) else RAIL_EDGE
        out.append((-SIDE, top - above, field.kind.columns - 1 + SIDE, top + 11 + below))
    return tuple(out)


def _tracks(layout: Layout, band: str) -> float:
    """How many wires may need a track of their own in the channel of a band."""
    beside = {r for r, p in layout.places.items() if p.band == band}
    count = sum(any(e.partition(".")[0] in beside and e not in layout.field.spots for e in (w.start, w.end)) for w in layout.wires)
    return min(1.0 + count * 0.8, 14.0) if count else 0.0


def _aboard(instance: Instance, place: Place, field: Field) -> Sprite:
    form = outline(instance.part)
    pins = {n: (float(x), float(y)) for n, (x, y) in place.spots.items()}
    if instance.part.mechanics.mount == "leads" and len(pins) == 2:
        return _legged(instance, place, form, pins)
    name = next(iter(pins))
    pad = form.pads[name]
    w, h = form.width / PITCH_MM, form.height / PITCH_MM
    px, py = pad.x / PITCH_MM, pad.y / PITCH_MM
    if place.turn == 180:
        px, py = w - px, h - py
    left, top = pins[name][0] - px, pins[name][1] - py
    rest = {n: _loose(p.x, p.y, form, place.turn, left, top) for n, p in form.pads.items() if n not in pins}
    return Sprite(place.ref, instance, (left, top, left + w, top + h), place.turn, form, pins | rest, True)


def _loose(x: float, y: float, form: Outline, turn: int, left: float, top: float) -> tuple[float, float]:
    x, y = (form.width - x, form.height - y) if turn == 180 else (x, y)
    return left + x / PITCH_MM, top + y / PITCH_MM


def _legged(instance: Instance, place: Place, form: Outline, pins: dict[str, tuple[float, float]]) -> Sprite:
    order = [n for row in rows_of(instance.part) for n in row if n]
    a, b = pins[order[0]], pins[order[1]]
    long, thick = (form.width / PITCH_MM / 2, form.height / PITCH_MM / 2)
    mx, my = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    half = (long, thick) if a[1] == b[1] else (thick, long)
    trunk = (mx - half[0], my - half[1], mx + half[0], my + half[1])
    box = (min(mx - half[0], a[0], b[0]), min(my - half[1], a[1], b[1]), max(mx + half[0], a[0], b[0]), max(my + half[1], a[1], b[1]))
    return Sprite(place.ref, instance, box, place.turn, form, pins, True, (a, b), trunk)


def _beside(instance: Instance, place: Place, top: float, bottom: float) -> Sprite:
    form = outline(instance.part)
    form = form.flipped() if place.flip else form
    w, h = form.width / PITCH_MM, form.height / PITCH_MM
    y = top - h if place.band == "top" else bottom
    pins = {n: _loose(p.x, p.y, form, place.turn, place.x, y) for n, p in form.pads.items()}
    return Sprite(place.ref, instance, (place.x, y, place.x + w, y + h), place.turn, form, pins, False)
