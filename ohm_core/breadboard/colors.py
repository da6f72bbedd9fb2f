"""One colour a net: the same in picture, wiring table, steps, schematic and exports.

Ground is black. Supplies are reds, the strongest for the one most pins are on; further supplies differ in shade. Lines of a bus
have the same colour in every project (SDA blue, SCL yellow). Other signals take the rest such that nets that meet at one part
differ as far as the colours reach; when all are used once, they come again with a light stripe. Hues keep apart in lightness
too, for eyes that do not tell red from green (Okabe and Ito, "Color Universal Design", 2008, after whose set they are chosen);
a dark rim sets each off from paper and board, so there is no white.
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
    Color("darkred", "#8C1230", "#4B0A10"),
    Color("orangered", "#EE5A2E", "#96310F"),
    Color("crimson", "#C2255C", "#6D0E31"),
    Color("tomato", "#F0806A", "#A24430"),
)
SIGNALS = (
    Color("yellow", "#E8BE14", "#7A5E06"),
    Color("green", "#15945A", "#0A5634"),
    Color("blue", "#115FD3", "#0A3677"),
    Color("orange", "#E8821C", "#854504"),
    Color("violet", "#A572D3", "#5B3285"),
    Color("cyan", "#43B3DA", "#14607C"),
    Color("magenta", "#D0307F", "#761546"),
    Color("gray", "#8F959C", "#494E56"),
    Color("brown", "#5E3B1C", "#35200E"),
)
# What a pin of a part must be joined to → the colour its net has wherever it stands.
BUS = {"i2c.sda": "blue", "i2c.scl": "yellow", "spi.mosi": "green", "spi.miso": "orange", "spi.sck": "violet", "spi.cs": "cyan", "uart.tx": "green", "uart.rx": "orange"}
STRIPED = [Color(c.name, c.hex, c.edge, True) for c in SIGNALS]
SAID = {"orangered": "orange-red", "darkred": "dark red", "tomato": "light red", "gray": "grey", "magenta": "pink", "cyan": "light blue"}


def net_colors(circuit: Circuit) -> dict[str, Color]:
    """Net name → its colour, for every net of the circuit."""
    colors = {n.name: BLACK for n in circuit.nets if n.kind == "ground"}
    supplies = sorted((n for n in circuit.nets if n.kind == "supply"), key=lambda n: -len(n.pins))
    colors |= {n.name: SUPPLIES[i % len(SUPPLIES)] for i, n in enumerate(supplies)}
    used: Counter[Color] = Counter()
    at_part: dict[str, Counter[Color]] = {}
    for net, asked in _signals(circuit):
        color = colors[net.name] = asked if asked and not used[asked] else _choose(net, used, at_part)
        used[color] += 1
        for ref in net.refs():
            at_part.setdefault(ref, Counter())[color] += 1
    return colors


def _signals(circuit: Circuit) -> list[tuple[Net, Color | None]]:
    """Signal nets with the colour their bus asks for: buses first, then those at a controller, which get wires and plain colours,
    while a resistor and its LED share a strip."""
    boards = {r for r, i in circuit.parts.items() if i.is_board}
    signals = [(n, _bus_color(circuit, n)) for n in circuit.nets if n.kind not in ("ground", "supply")]
    return sorted(signals, key=lambda item: (item[1] is None, not item[0].refs() & boards, len(item[0].pins) < 3))


def _bus_color(circuit: Circuit, net: Net) -> Color | None:
    """The colour of the bus line that a part on this net asks for."""
    asked = (pin.connect for p in net.pins if (pin := circuit.parts[p.ref].pin(p.pin)) is not None and not circuit.parts[p.ref].is_board)
    names = [BUS[a] for a in asked if a in BUS]
    return next((c for c in SIGNALS if names and c.name == names[0]), None)


def _choose(net: Net, used: Counter[Color], at_part: dict[str, Counter[Color]]) -> Color:
    """The colour least used so far, those of nets at the same parts last of all; plain ones before striped ones."""
    choice = [c for c in SIGNALS if not used[c]] or STRIPED
    near = [at_part[r] for r in net.refs() if r in at_part]
    return min(choice, key=lambda c: (sum(n[c] for n in near), used[c], choice.index(c)))
