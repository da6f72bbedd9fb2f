"""One colour a net: the same in picture, wiring table, steps, schematic and exports.

Ground is black. Supplies are reds, the strongest for the one most pins are on; further supplies differ in shade. Signals take
yellow, green, blue, orange, violet, white, … such that nets that meet at one part differ as far as the colours reach; when all
are used once, they come again with a light stripe. The hues keep apart in lightness too, for eyes that do not tell red from
green (Okabe and Ito, "Color Universal Design", 2008, after whose set yellow, green, blue, orange and violet are chosen).
"""

from __future__ import annotations

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
SAID = {"orangered": "orange-red", "darkred": "dark red", "tomato": "light red", "gray": "grey", "magenta": "pink", "cyan": "light blue"}


def net_colors(circuit: Circuit) -> dict[str, Color]:
    """Net name → its colour, for every net of the circuit."""
    colors = {n.name: BLACK for n in circuit.nets if n.kind == "ground"}
    supplies = sorted((n for n in circuit.nets if n.kind == "supply"), key=lambda n: -len(n.pins))
    colors |= {n.name: SUPPLIES[i % len(SUPPLIES)] for i, n in enumerate(supplies)}
    signals = [n for n in circuit.nets if n.kind not in ("ground", "supply")]
    for net in signals:
        colors[net.name] = _choose(net, signals, colors)
    return colors


def _choose(net: Net, signals: list[Net], colors: dict[str, Color]) -> Color:
    """The colour least used so far, those of nets at the same parts (the board aside) last of all."""
    total = [c for n, c in colors.items()]
    near = [colors[n.name] for n in signals if n.name in colors and n.refs() & net.refs()]
    plain = [c for c in SIGNALS if total.count(c) == 0]
    striped = [Color(c.name, c.hex, c.edge, True) for c in SIGNALS]
    choice = plain or striped
    return min(choice, key=lambda c: (near.count(c), total.count(c), choice.index(c)))
