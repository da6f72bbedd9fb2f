"""Which board pin reaches each pin of a part, through what, and with which polarity. From nets alone, so it reads any circuit.

Firmware, pictures and explanations ask this; the rules judge the circuit, this only says how it is joined. A signal is
followed through series resistors, switches (from what they switch to what controls them) and level shifters, never
through a supply or ground.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ohm_core.catalogue.schema import Load, Pin
from ohm_core.circuit.circuit import Circuit, Instance, Net
from ohm_core.circuit.trace import Path, reach, resistor_ends
from ohm_core.design.values import PinRef

Level = Literal["high", "low"]
PullSide = Literal["none", "internal-up", "internal-down", "external-up", "external-down"]

NOT_SIGNALS = {"supply", "ground", "rail", "open"}


@dataclass(frozen=True)
class Signal:
    """How one pin of a part reaches the board.

    `board_pin` is the board's canonical pin; `active` the level there that switches the part on (for an input: that it
    shows when it is closed or speaks); `via` the references passed on the way; `pull` what holds the line when nobody
    drives it, "internal-…" being what firmware must switch on. `ratio` is the share of the part's voltage that reaches the
    board (below 1 behind a divider). `through` is set where the way ends at an output of another part that the board
    commands (a shift register) instead of at the board.
    """

    pin: str
    board_pin: str
    active: Level = "high"
    via: tuple[str, ...] = ()
    pull: PullSide = "none"
    ratio: float = 1.0
    through: PinRef | None = None


@dataclass(frozen=True)
class Hookup:
    """One part as the board sees it. `signals` by the part's pin; `ties` the pins held at a level by wire ("high", "low").

    `control`, for what is switched (LED, motor, relay, buzzer): the one signal that turns it on. `half` and `fixed_ohm`, for a
    resistive sensor: the half of its divider that it is ("upper" towards the supply) and the resistor of the other half.
    `bus` is the board's instance ("i2c:0", "spi:0"), `address` the I2C address.
    """

    ref: str
    signals: Mapping[str, Signal] = field(default_factory=dict)
    ties: Mapping[str, Level] = field(default_factory=dict)
    control: Signal | None = None
    half: Literal["upper", "lower", ""] = ""
    fixed_ohm: float | None = None
    bus: str = ""
    address: int | None = None

    def board_pin(self, *pins: str) -> str:
        """The board pin of the first of these pins that reaches it; "" where none does."""
        return next((self.signals[p].board_pin for p in pins if p in self.signals), "")


def hookups(circuit: Circuit) -> dict[str, Hookup]:
    """How every part in use is joined to the board, by reference; empty where the circuit has no board."""
    if not circuit.board:
        return {}
    return {ref: hookup(circuit, part) for ref, part in circuit.parts.items() if ref != circuit.board}


def hookup(circuit: Circuit, part: Instance) -> Hookup:
    """How one part is joined to the board."""
    signals = {pin.name: s for pin in _signal_pins(part) if (s := _signal(circuit, part, pin))}
    ties = dict(_ties(circuit, part))
    half, fixed = _divider(circuit, part, signals)
    bus, address = _bus(circuit, part, signals)
    return Hookup(part.ref, signals, ties, _control(circuit, part, signals, ties), half, fixed, bus, address)


def loads(part: Instance) -> tuple[Load, ...]:
    """What of the part is switched from outside."""
    return part.part.loads or ((part.part.load,) if part.part.load else ())


def is_contact(part: Instance) -> bool:
    """True for bare contacts (button, tilt ball, reed, slide switch): all pins passive, nothing to feed, one pin to read."""
    pins = part.part.pin
    return (not part.part.supply and not loads(part) and all(p.type == "passive" for p in pins)
            and any(p.connect == "digital.in" for p in pins) and part.part.driver in ("button", "digital_in"))


def _signal_pins(part: Instance) -> Iterator[Pin]:
    return (p for p in part.part.pin if p.connect not in NOT_SIGNALS and p.type not in ("power_in", "power_out", "no_connect"))


def _signal(circuit: Circuit, part: Instance, pin: Pin) -> Signal | None:
    path = reach(circuit, PinRef(part.ref, pin.name))
    if path is None:
        return None
    active: Level = path.level
    if is_contact(part):
        active = _contact_level(circuit, part, pin)
    elif part.part.switch and part.part.switch.active and any(pin.name == c for c, _ in part.part.switch.channels):
        active = path.level if part.part.switch.active == "high" else _other(path.level)
    return Signal(pin.name, path.board_pin, active, path.via, _pull(circuit, part, pin, path, active), _ratio(circuit, path), path.through)


def _other(level: Level) -> Level:
    return "low" if level == "high" else "high"


def _ties(circuit: Circuit, part: Instance) -> Iterator[tuple[str, Level]]:
    """Pins that a wire (or one resistor) holds at a rail, supply pins aside."""
    for pin in _signal_pins(part):
        net = circuit.net_at(part.ref, pin.name)
        kinds = {net.kind, *(n.kind for _, n, _ in resistor_ends(circuit, net))} if net else set()
        on_board = net is not None and reach(circuit, PinRef(part.ref, pin.name)) is not None
        if not on_board and kinds & {"supply", "ground"}:
            yield pin.name, "high" if "supply" in kinds else "low"


def _contact_level(circuit: Circuit, part: Instance, pin: Pin) -> Level:
    """The level at PIN while the contact is closed: that of the rail at its other side; of a change-over contact, at the side it cannot do without."""
    for other in sorted(part.part.pin, key=lambda p: p.optional):
        if (other.joined or other.name) == (pin.joined or pin.name):
            continue
        net = circuit.net_at(part.ref, other.name)
        kinds = {net.kind, *(n.kind for _, n, _ in resistor_ends(circuit, net))} if net else set()
        if net and net.kind == "ground":
            return "low"
        if net and net.kind == "supply":
            return "high"
        if kinds & {"supply", "ground"}:
            return "high" if "supply" in kinds else "low"
    return "low"


def _pull(circuit: Circuit, part: Instance, pin: Pin, path: Path, active: Level) -> PullSide:
    """What holds the line at rest. An input that something always drives needs none."""
    found = _external_pull(circuit, path.net)
    if found:
        return found
    if is_contact(part):
        return "internal-up" if active == "low" else "internal-down"
    if pin.connect not in ("digital.in", "interrupt.in", "onewire", "pulse.in", "i2c.sda", "i2c.scl"):
        return "none"
    if pin.drive == "open_drain" or pin.type == "open_collector" or pin.type == "passive":
        return "internal-up"
    return "none"


def _external_pull(circuit: Circuit, net: Net) -> PullSide | None:
    for _, far, _ in resistor_ends(circuit, net):
        if far.kind in ("supply", "ground"):
            return "external-up" if far.kind == "supply" else "external-down"
    for instance, pin in circuit.on(net):
        if not instance.is_board and pin.pull and pin.pull.when == "always":
            to = circuit.net_at(instance.ref, pin.pull.to) if instance.pin(pin.pull.to) else None
            if to and to.kind in ("supply", "ground"):
                return "external-up" if to.kind == "supply" else "external-down"
    return None


def _ratio(circuit: Circuit, path: Path) -> float:
    """The share that a divider leaves: its lower resistor over both. 1 where none is."""
    lower = [ohm for _, far, ohm in resistor_ends(circuit, path.net) if far.kind == "ground" and ohm]
    if not lower or not path.ohm:
        return 1.0
    return lower[0] / (lower[0] + path.ohm)


def _divider(circuit: Circuit, part: Instance, signals: Mapping[str, Signal]) -> tuple[Literal["upper", "lower", ""], float | None]:
    """For a two-legged resistive sensor: which half it is, and the other half's ohms."""
    pins = part.part.pin
    if part.part.supply or loads(part) or len({p.joined or p.name for p in pins}) != 2 or is_contact(part):
        return "", None
    for pin in pins:
        other = next(p for p in pins if (p.joined or p.name) != (pin.joined or pin.name))
        node, far = circuit.net_at(part.ref, pin.name), circuit.net_at(part.ref, other.name)
        if node and far and pin.name in signals and far.kind in ("supply", "ground") and part.part.category != "passive:resistor":
            opposite = "ground" if far.kind == "supply" else "supply"
            fixed = next((ohm for _, n, ohm in resistor_ends(circuit, node) if n.kind == opposite), None)
            return ("upper" if far.kind == "supply" else "lower"), fixed
    return "", None


def _control(circuit: Circuit, part: Instance, signals: Mapping[str, Signal], ties: Mapping[str, Level]) -> Signal | None:
    """The signal that turns the part on: its one load's, else that of a switch's control pin or its only output."""
    own = loads(part)
    if len(own) == 1:
        return _load_control(circuit, part, own[0])
    if part.part.switch and part.part.switch.channels and len(part.part.switch.channels) == 1:
        return signals.get(part.part.switch.channels[0][0])
    outputs = [p for p in part.part.pin if p.connect in ("digital.out", "pwm.out") and p.name in signals]
    return signals[outputs[0].name] if len(outputs) == 1 else None


def _load_control(circuit: Circuit, part: Instance, load: Load) -> Signal | None:
    """The level that lets current flow from plus to minus, seen from whichever end is switched."""
    ends: list[tuple[str, Level]] = [(load.plus, "high"), (load.minus, "low")]
    if load.either_way and _kind(circuit, part, load.plus) == "ground" or _kind(circuit, part, load.minus) == "supply":
        ends = [(load.minus, "high"), (load.plus, "low")]
    for name, level in ends:
        path = reach(circuit, PinRef(part.ref, name), level)
        if path:
            return Signal(name, path.board_pin, path.level, path.via, "none", 1.0, path.through)
    return None


def _kind(circuit: Circuit, part: Instance, pin: str) -> str:
    net = circuit.net_at(part.ref, pin)
    return net.kind if net else ""


def _bus(circuit: Circuit, part: Instance, signals: Mapping[str, Signal]) -> tuple[str, int | None]:
    """The bus instance of the board's pins (I2C by SDA, SPI by SCK) and the I2C address in use."""
    board = circuit.board_instance()
    for pin in part.part.pin:
        if pin.connect in ("i2c.sda", "spi.sck") and pin.name in signals and board:
            kind, _, place = pin.connect.partition(".")
            found = board.pin(signals[pin.name].board_pin)
            instance = next((f.split(":")[1].split(".")[0] for f in (found.functions if found else ()) if f.startswith(kind + ":") and f.endswith("." + place)), "soft")
            return f"{kind}:{instance}", address_of(part) if kind == "i2c" else None
    return "", None


def address_of(part: Instance) -> int | None:
    """The I2C address of a part in use: its attribute `i2c_address` or `address` (77 or "0x4D"), else its default."""
    said = part.use.attr("i2c_address", part.use.attr("address"))
    if isinstance(said, str):
        return int(said, 0)
    if isinstance(said, int):
        return said
    return part.part.i2c.addresses[0] if part.part.i2c and part.part.i2c.addresses else None
