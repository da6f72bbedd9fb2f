"""The schematic as SVG: the sheet's marks in the nets' colours, findings lit and told below."""

from __future__ import annotations

from collections.abc import Sequence

from ohm_core.breadboard import Color, net_colors
from ohm_core.circuit.circuit import Circuit
from ohm_core.design.finding import Finding
from ohm_core.render.notes import lit_nets, notes_below
from ohm_core.render.palette import LEAST, Theme, contrast, rim, theme_of
from ohm_core.render.sheet import compose
from ohm_core.render.sketch import Op, Sketch
from ohm_core.render.svg import circle, document, el, group, num, path, text, title

MARGIN = 34.0


def schematic_svg(circuit: Circuit, *, theme: str = "light", findings: Sequence[Finding] = ()) -> str:
    """The circuit as a schematic in SVG, IEC symbols; FINDINGS light their nets and stand below in one sentence each."""
    look, colors = theme_of(theme), net_colors(circuit)
    sketch = compose(circuit)
    left, top, right, bottom = sketch.box()
    glow = lit_nets(circuit, findings, look)
    width, height = right - left + 2 * MARGIN, bottom - top + 2 * MARGIN
    below, tall = notes_below(findings, look, max(width, 460.0), height)
    body = group(_draw(sketch, colors, look, glow, circuit), transform=f"translate({num(MARGIN - left)} {num(MARGIN - top)})")
    return document(max(width, 460.0 if below else 0.0), height + tall, body + below, look.paper, f"Schematic: {circuit.design.title}")


def _draw(sketch: Sketch, colors: dict[str, Color], look: Theme, glow: dict[str, str], circuit: Circuit) -> str:
    nets: dict[str, list[Op]] = {}
    for op in sketch.ops:
        if op.kind in ("wire", "dot"):
            nets.setdefault(op.tag, []).append(op)
    pins = {n.name: ", ".join(circuit.say(p) for p in n.pins[:8]) for n in circuit.nets}
    wires = [_net(net, ops, colors, look, glow.get(net, ""), pins.get(net, "")) for net, ops in nets.items()]
    marks = [_mark(op, colors, look) for op in sketch.ops if op.kind in ("line", "area", "ring")]
    letters = [_words(op, look) for op in sketch.ops if op.kind == "words"]
    return group(wires, class_="wires") + group(marks, class_="symbols") + group(letters, class_="words")


def _d(op: Op) -> str:
    return "M" + "L".join(f"{num(x)} {num(y)}" for x, y in op.points)


def _net(net: str, ops: list[Op], colors: dict[str, Color], look: Theme, glow: str, pins: str) -> str:
    """All lines of a net: glow, darker edge, colour, junctions."""
    color = colors.get(net)
    core, edge = (color.hex, rim(color.hex, color.edge, look)) if color else (look.ink, look.ink)
    if contrast(core, look.paper) < contrast(edge, look.paper) and look.name == "dark":
        core = edge
    d = "".join(_d(op) for op in ops if op.kind == "wire")
    ends = {"stroke_linecap": "round", "stroke_linejoin": "round"}
    lit = path(d, stroke=glow, width=9, opacity=0.45, **ends) if glow else ""
    dots = "".join(circle(*op.points[0], op.size, _outline(color, look)) for op in ops if op.kind == "dot")
    stripe = path(d, stroke="#FDFCF8", width=1.3, stroke_dasharray="4 4") if color and color.stripe else ""
    return el("g", title(f"{net}: {pins}") + lit + path(d, stroke=edge, width=2.8, **ends) + path(d, stroke=core, width=1.5, **ends) + stripe + dots, data_net=net)


def _mark(op: Op, colors: dict[str, Color], look: Theme) -> str:
    if op.kind == "ring":
        return circle(*op.points[0], op.size, "none", look.ink, 1.4)
    if op.kind == "line":
        return path(_d(op), stroke=look.ink, width=2.4 if op.style == "bold" else 1.4, stroke_linecap="round", stroke_linejoin="round")
    if op.style == "box":
        return path(_d(op), look.card, look.ink, 1.4, data_ref=op.tag)
    if op.style == "flag":
        color = colors.get(op.tag)
        return path(_d(op) + "Z", look.card, _outline(color, look), 1.3, data_net=op.tag)
    return path(_d(op) + "Z", look.paper if op.style == "paper" else look.ink, look.ink, 1.2, stroke_linejoin="round")


def _outline(color: Color | None, look: Theme) -> str:
    """A thin line in a net's colour that still shows on the paper."""
    if color is None:
        return look.ink
    edge = rim(color.hex, color.edge, look)
    return edge if contrast(edge, look.paper) >= LEAST else color.hex


def _words(op: Op, look: Theme) -> str:
    (x, y), fill = op.points[0], look.soft if op.style == "soft" else look.ink
    return text(x, y, op.words, op.size, fill, None if op.anchor == "start" else op.anchor, bold=op.style == "bold")
