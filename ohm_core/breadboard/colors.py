"""One colour a net: the same in picture, wiring table, steps, schematic and exports.

Ground is black. Supplies are reds, the strongest for the one most pins are on; further supplies differ in shade. Signals take
yellow, green, blue, orange, violet, white, … such that nets that meet at one part differ as far as the colours reach; when all
are used once, they come again with a light stripe. The hues keep apart in lightness too, for eyes that do not tell red from
green (Okabe and Ito, "Color Universal Design", 2008, after whose set yellow, green, blue, orange and violet are chosen).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from ohm_core.circuit.circuit import Circuit, Net


@dataclass(frozen=True)
class Color:
    """`name` is a CSS colour name that Wokwi knows too; `hex` as drawn, `edge` its darker rim; `stripe`: second time round."""

    name: str
    hex: str
    edge: str
    stripe: bool = False

    @property
    def said(self) -> str:
        """As a sentence says it."""
        return f"{self.name} with a light stripe" if self.stripe else SAID.get(self.name, self.name)


BLACK = Color("black", "#2B2D33", "#0C0D10")
SUPPLIES = (
    Color("red", "#D12F2A", "#7E1512"),
    Color("orangered", "#EE5A2E", "#96310F"),
    Color("darkred", "#8E1B24", "#4B0A10"),
    Color("crimson", "#C2255C", "#6D0E31"),
    Color("tomato", "#F0806A", "#A24430"),
)
SIGNALS = (
    Color("yellow", "#F2C61B", "#93740A"),
    Color("green", "#1E9E6A", "#0C5A3A"),
    Color("blue", "#2E77C9", "#153F72"),
    Color("orange", "#E8891C", "#8A4C07"),
    Color("violet", "#9A5BC8", "#54297A"),
    Color("white", "#F6F5F1", "#8C8B85"),
    Color("gray", "#8B929C", "#4A5059"),
    Color("brown", "#8A5A36", "#4B2E18"),
    Color("cyan", "#4FC3DC", "#1C7287"),
    Color("magenta", "#DE6FA8", "#8B2E60"),
)
STRIPED = [Color(c.name, c.hex, c.edge, True) for c in SIGNALS]
SAID = {"orangered": "orange-red", "darkred": "dark red", "tomato": "light red", "gray": "grey", "magenta": "pink", "cyan": "light blue"}


def net_colors(circuit: Circuit) -> dict[str, Color]:
    """Net name → its colour, for every net of the circuit."""
    colors = {n.name: BLACK for n in circuit.nets if n.kind == "ground"}
    supplies = sorted((n for n in circuit.nets if n.kind == "supply"), key=lambda n: -len(n.pins))
    colors |= {n.name: SUPPLIES[i % len(SUPPLIES)] for i, n in enumerate(supplies)}
    used: Counter[Color] = Counter()
    at_part: dict[str, Counter[Color]] = {}
    for net in _signals(circuit):
        color = colors[net.name] = _choose(net, used, at_part)
        used[color] += 1
        for ref in net.refs():
            at_part.setdefault(ref, Counter())[color] += 1
    return colors


def _signals(circuit: Circuit) -> list[Net]:
    """Signal nets, those at a controller first: they get wires and plain colours, while a resistor and its LED share a strip."""
    boards = {r for r, i in circuit.parts.items() if i.is_board}
    signals = [n for n in circuit.nets if n.kind not in ("ground", "supply")]
    return sorted(signals, key=lambda n: (not n.refs() & boards, len(n.pins) < 3))


def _choose(net: Net, used: Counter[Color], at_part: dict[str, Counter[Color]]) -> Color:
    """The colour least used so far, those of nets at the same parts last of all; plain ones before striped ones."""
    choice = [c for c in SIGNALS if not used[c]] or STRIPED
    near = [at_part[r] for r in net.refs() if r in at_part]
    return min(choice, key=lambda c: (sum(n[c] for n in near), used[c], choice.index(c)))
