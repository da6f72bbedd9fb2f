"""The picture of a layout: breadboards, parts, wires, names; whole, up to a step, or with findings lit."""

from __future__ import annotations

from collections.abc import Sequence

from ohm_core.breadboard import Layout, net_colors
from ohm_core.breadboard.board import PITCH_MM
from ohm_core.breadboard.routes import Path, Ways, ways
from ohm_core.breadboard.scene import Box, Scene, Sprite, scene_of
from ohm_core.breadboard.steps import end_text, name_of
from ohm_core.circuit.circuit import Circuit
from ohm_core.design.finding import Finding
from ohm_core.errors import BadInput
from ohm_core.render.art import art_of, legs_of
from ohm_core.render.board_art import board
from ohm_core.render.callouts import Callouts, callouts
from ohm_core.render.names import hole_names, names
from ohm_core.render.palette import Theme, theme_of
from ohm_core.render.svg import document, group, num, title
from ohm_core.render.wires import wire

UNIT = 15.0     # pixels a pitch
MARGIN = 24.0
FADED = 0.3
HURRIED = "So many wires: they were led by a quicker search. Some go further round than they must, some lie upon each other."


def breadboard_svg(circuit: Circuit, layout: Layout, *, theme: str = "light", step: int | None = None, findings: Sequence[Finding] = ()) -> str:
    """The layout as SVG. STEP (1 is the first): what it adds in full colour, earlier things faded, later ones absent.

    FINDINGS light their nets and say their sentence beside the place. Raises BadInput for a step that is not there.
    """
    look, when = theme_of(theme), _ages(layout, step)
    scene, found = _led(circuit, layout)
    paths = found.paths
    lit = callouts(circuit, layout, scene, findings, look)
    back = "".join(board(scene.field, i, box, UNIT, look) for i, box in enumerate(scene.boards))
    parts = "".join(_part(s, look, when.parts.get(r, 0), circuit, lit) for r, s in scene.sprites.items() if when.parts.get(r, 0) >= 0)
    lines = _wires(circuit, layout, paths, when, look, lit)
    shown = {r: s for r, s in scene.sprites.items() if when.parts.get(r, 0) >= 0}
    words, plates = names(scene, shown, {r for r in shown if when.parts.get(r, 0) > 0}, paths, UNIT, look)
    if step is not None:
        fresh = [i for i, age in when.wires.items() if age == 0]
        words += hole_names(scene, _holes_of(layout, step), [paths[i] for i in fresh], UNIT, look)
    return _frame(circuit, scene, found, back + parts + lines + words, plates, lit, look)


_known: list[tuple[Circuit, Layout, Scene, Ways]] = []  # the last few layouts: every step of one shares its wires


def _led(circuit: Circuit, layout: Layout) -> tuple[Scene, Ways]:
    """The scene of a layout and the ways of its wires, worked out once for all its pictures."""
    for known in list(_known):
        if known[0] is circuit and known[1] is layout:
            return known[2], known[3]
    scene = scene_of(circuit, layout)
    found = ways(layout, scene)
    _known[:] = [*_known[-3:], (circuit, layout, scene, found)]
    return scene, found


class _Ages:
    """What is shown how: -1 not yet, 0 plain or new, 1 already there (faded); by reference and by wire."""

    def __init__(self, parts: dict[str, int], wires: dict[int, int]) -> None:
        self.parts, self.wires = parts, wires


def _holes_of(layout: Layout, step: int) -> list[str]:
    """The holes that a step puts something into."""
    one = layout.steps[step - 1]
    legs = [h for r in one.refs for h in layout.places[r].holes.values() if len(layout.places[r].holes) <= 6]
    long = [h for r in one.refs if len(layout.places[r].holes) > 6 for h in (next(iter(layout.places[r].holes.values())), list(layout.places[r].holes.values())[-1])]
    return [*legs, *long, *(e for i in one.wires for e in (layout.wires[i].start, layout.wires[i].end))]


def _ages(layout: Layout, step: int | None) -> _Ages:
    if step is None:
        return _Ages({}, {})
    if not 1 <= step <= max(len(layout.steps), 1):
        raise BadInput(f"There is no step {step}; the steps run from 1 to {len(layout.steps)}.", "step")
    parts, wires = dict.fromkeys(layout.places, -1), dict.fromkeys(range(len(layout.wires)), -1)
    for n, one in enumerate(layout.steps[:step], 1):
        age = 0 if n == step else 1
        parts |= dict.fromkeys(one.refs, age)
        wires |= dict.fromkeys(one.wires, age)
    return _Ages(parts, wires)


def _part(sprite: Sprite, look: Theme, age: int, circuit: Circuit, lit: Callouts) -> str:
    """A part's drawing on its place; the group carries its reference and says its name on hover."""
    instance = sprite.instance
    k = UNIT / PITCH_MM
    said = title(f"{sprite.ref}: {name_of(instance)}")
    if sprite.ends:
        (x1, y1), (x2, y2) = sprite.ends
        span = (abs(x2 - x1) + abs(y2 - y1)) * PITCH_MM
        turn = 0 if x2 > x1 else 180 if x2 < x1 else 90 if y2 > y1 else 270
        body = legs_of(instance.part)(instance.part, instance.use.attrs, span)
        place = f"translate({num((x1 + x2) / 2 * UNIT)} {num((y1 + y2) / 2 * UNIT)}) rotate({turn}) scale({num(k)})"
    else:
        body = art_of(instance.part)(instance.part, instance.use.attrs, sprite.form)
        place = f"translate({num(sprite.box[0] * UNIT)} {num(sprite.box[1] * UNIT)}) scale({num(k)})"
        if sprite.turn == 180:
            place += f" rotate(180 {num(sprite.form.width / 2)} {num(sprite.form.height / 2)})"
    return group(said + group(body, transform=place), class_="part", data_ref=sprite.ref, opacity=FADED if age > 0 else None)


def _wires(circuit: Circuit, layout: Layout, paths: list[Path], when: _Ages, look: Theme, lit: Callouts) -> str:
    colors, out = net_colors(circuit), []
    pins = {n.name: ", ".join(circuit.say(p) for p in n.pins[:8]) + (" …" if len(n.pins) > 8 else "") for n in circuit.nets}
    order = sorted(range(len(paths)), key=lambda i: when.wires.get(i, 0) <= 0)
    for i in order:
        age, w = when.wires.get(i, 0), layout.wires[i]
        if age >= 0:
            said = f"{w.net}: {pins.get(w.net, '')} ({end_text(circuit, layout, w.start)} to {end_text(circuit, layout, w.end)}, {colors[w.net].said})"
            out.append(wire(paths[i], UNIT, colors[w.net], said, w.net, look, age > 0, lit.nets.get(w.net, "")))
    return "".join(out)


def _frame(circuit: Circuit, scene: Scene, found: Ways, body: str, plates: list[Box], lit: Callouts, look: Theme) -> str:
    sockets = [x for s in scene.sprites.values() for x in (s.reach[0], s.reach[2])]
    sockets += [x / UNIT for p in plates for x in (p[0], p[2])]
    xs = [x for p in found.paths for x, _ in p] + [scene.extent[0], scene.extent[2], *sockets]
    ys = [y for p in found.paths for _, y in p] + [scene.extent[1] - 1.2, scene.extent[3] + 1.2]
    left, top = min(xs) * UNIT - MARGIN, min(ys) * UNIT - MARGIN
    width, height = max(xs) * UNIT + MARGIN - left, max(ys) * UNIT + MARGIN - top
    notes = lit.draw(width, height, left, top)
    width, height = max(width + lit.width, lit.width), max(height, lit.height)
    inner = group(body, transform=f"translate({num(-left)} {num(-top)})")
    return document(width, height, inner + notes, look.paper, f"Breadboard: {circuit.design.title}", HURRIED if found.hurried else "")
