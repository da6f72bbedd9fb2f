"""Which changes are worth a try for a finding, the smallest first. What they are good for only the rules decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ohm_core.catalogue.schema import Part, Pin
from ohm_core.circuit.circuit import Circuit, Instance
from ohm_core.design.finding import Finding
from ohm_core.design.values import Design, PinRef
from ohm_core.firmware.reading.facts import SketchFacts
from ohm_core.mend import edits
from ohm_core.mend.edits import Edit

SERIES = (220.0, 330.0, 1000.0, 100.0)  # ohms for an LED, a base, a data line
PULLS = (10_000.0, 4_700.0)  # for contacts and gates; for I2C and 1-Wire
VALUES = (100.0, 220.0, 330.0, 470.0, 1000.0, 2200.0, 4700.0, 10_000.0, 47_000.0, 100_000.0)
EXCHANGED = (frozenset({"supply", "ground"}), frozenset({"i2c.sda", "i2c.scl"}), frozenset({"uart.rx", "uart.tx"}), frozenset({"spi.mosi", "spi.miso"}), frozenset({"pulse.out", "pulse.in"}), frozenset({"digital.out", "pulse.in"}))
HELD = frozenset({"digital.in", "interrupt.in", "onewire", "i2c.sda", "i2c.scl", "pulse.in"})  # what something must hold at rest
MOST_PINS = 16  # free board pins that are tried for one wire


def tries(circuit: Circuit, finding: Finding, supplies: Iterable[Part], sketch: SketchFacts | None = None) -> Iterator[Edit]:
    """Changes that may mend FINDING, the plainest first. SUPPLIES are what the catalogue has to feed a hungry part."""
    pins = [p for s in finding.subjects if "." in s and (p := _pin(s, circuit)) is not None]
    parts = [circuit.parts[r] for r in dict.fromkeys(s.split(".", 1)[0] for s in finding.subjects) if r in circuit.parts and r != circuit.board]
    own = [p for p in pins if p.ref != circuit.board]
    yield from _open_ends(circuit, parts)
    yield from _exchanges(circuit, own, parts)
    for pin in own:
        yield from _resistors(circuit, pin)
    for item in parts:
        yield from _buses(circuit, item, sketch)
    yield from _moves(circuit, pins, own)
    for pin in (*own, *(PinRef(i.ref, p.name) for i in parts for p in i.part.pin if p.connect == "supply")):
        yield from _rails(circuit, _spelled(circuit, pin))
    for item in (*parts, *_at_controls(circuit, parts)):
        yield from _settings(item)
    for item in parts:
        yield from _diodes(circuit, item)
        yield from _supplies(circuit, item, supplies)
    for pin in own:
        yield from _dividers(circuit, pin)
    for pin in pins:
        yield from (edits.unplug(pin, other) for other in edits.neighbours(circuit.design, pin))
        yield edits.disconnect(pin)


def _pin(subject: str, circuit: Circuit) -> PinRef | None:
    """A subject as the design's wires spell it."""
    ref, _, name = subject.partition(".")
    if ref not in circuit.parts:
        return None
    wired = [p for w in circuit.design.connections for p in w if p.ref == ref]
    want = circuit.parts[ref].pin(name)
    return next((p for p in wired if p.pin == name or want is not None and circuit.parts[ref].pin(p.pin) is want), PinRef(ref, name) if want else None)


def _board_pins(circuit: Circuit, test: str) -> list[PinRef]:
    """Ground ("ground"), supply pins ("rail") of the board and of supplies in use, as their first spelling."""
    found = []
    board = circuit.board_instance()
    for item in (*([board] if board else []), *(i for i in circuit.parts.values() if i is not board and i.part.rail)):
        if test == "ground":
            found += [PinRef(item.ref, p.name) for p in item.part.pin if p.connect == "ground" or p.name == "GND" and item.is_board][:1]
        else:
            found += [PinRef(item.ref, r.pin) for r in item.part.rail if item.pin(r.pin) is not None]
    return list(dict.fromkeys(found))


def _open_ends(circuit: Circuit, parts: list[Instance]) -> Iterator[Edit]:
    """Supply and ground pins that nothing is joined to; signals without a wire go to a free pin that can."""
    for item in parts:
        for pin in item.part.pin:
            here = PinRef(item.ref, pin.name)
            if circuit.net_of(here) is not None or pin.optional:
                continue
            if pin.connect in ("ground", "supply") or pin.type == "power_in":
                yield from (edits.connect(here, at) for at in _board_pins(circuit, "ground" if pin.connect == "ground" else "rail"))
            elif pin.connect:
                yield from (edits.connect(here, at) for at in _free(circuit, pin))


def _exchanges(circuit: Circuit, own: list[PinRef], parts: list[Instance]) -> Iterator[Edit]:
    """Two wires of one part exchanged, where people exchange them: SDA with SCL, plus with minus, collector with emitter."""
    for item in parts:
        wired = _wired(circuit.design, item.ref)
        if len(wired) == 2 and len(item.part.pin) == 2:
            yield edits.turn(item.ref, wired[0].pin, wired[1].pin)
            continue
        pairs = [(a, b) for n, a in enumerate(wired) for b in wired[n + 1 :] if _twins(item, a.pin, b.pin)]
        yield from (edits.swap(a, b) for a, b in sorted(pairs, key=lambda p: not set(p) & set(own)))


def _twins(item: Instance, a: str, b: str) -> bool:
    """True for two pins that are taken for each other."""
    jobs = {p.connect for p in (item.pin(a), item.pin(b)) if p is not None}
    switch = item.part.switch is not None and not item.part.supply
    return switch or any(jobs <= pair and len(jobs) > 1 for pair in EXCHANGED) or item.part.category.startswith("input:")


def _wired(design: Design, ref: str) -> list[PinRef]:
    return list(dict.fromkeys(p for w in design.connections for p in w if p.ref == ref))


def _resistors(circuit: Circuit, pin: PinRef) -> Iterator[Edit]:
    """A resistor in series with what draws current or listens; one that holds what lets go."""
    facts = circuit.parts[pin.ref].pin(pin.pin)
    if facts is None or not edits.neighbours(circuit.design, pin) or facts.connect in ("supply", "ground", "rail"):
        return
    ref, item = edits.fresh(circuit.design, "R"), circuit.parts[pin.ref]
    if facts.connect in ("load", "ws2812.out", "uart.rx") or item.part.switch is not None or item.part.category.startswith(("led", "transistor", "actuator")):
        yield from (edits.between(pin, ref, ohm) for ohm in SERIES)
    if facts.connect in HELD or item.part.switch is not None or item.part.category.startswith("input"):
        ohms = PULLS if facts.connect in ("digital.in", "interrupt.in") else tuple(reversed(PULLS))
        yield from (edits.bridge(pin, rail, ref, ohm) for ohm in ohms for rail in (*_board_pins(circuit, "rail")[:3], *_board_pins(circuit, "ground")[:1]))
    if facts.connect == "analog.in":  # the lower half of a divider with a resistive sensor
        yield from (edits.bridge(pin, rail, ref, PULLS[0]) for rail in (*_board_pins(circuit, "ground")[:1], *_board_pins(circuit, "rail")[:2]))


def _moves(circuit: Circuit, pins: list[PinRef], own: list[PinRef]) -> Iterator[Edit]:
    """Wires moved to another pin of the board; to one that has none (a sketch uses it), from those that have."""
    board = circuit.board_instance()
    for pin in (p for p in pins if p.ref == circuit.board and not edits.neighbours(circuit.design, p)):
        for other in _wired(circuit.design, circuit.board):
            facts = board.pin(other.pin) if board else None
            if facts is not None and {"gpio", "in", "out"} & set(facts.functions):
                yield from (edits.move(end, other, pin) for end in edits.neighbours(circuit.design, other))
    for pin in (p for p in pins if p.ref == circuit.board):
        for other in edits.neighbours(circuit.design, pin):
            passive = circuit.parts[other.ref].part.category.startswith("passive")
            if own and not passive and other.ref not in {o.ref for o in own}:
                continue
            wants = circuit.parts[other.ref].pin(other.pin)
            yield from (edits.move(other, pin, to) for to in _free(circuit, wants))


def _buses(circuit: Circuit, item: Instance, sketch: SketchFacts | None) -> Iterator[Edit]:
    """Both lines of an I2C device moved together: to the pins that the sketch begins the bus on, or the board's usual ones."""
    board = circuit.board_instance()
    lines = [next((p for p in item.part.pin if p.connect == f"i2c.{end}"), None) for end in ("sda", "scl")]
    if board is None or board.part.board is None or lines[0] is None or lines[1] is None:
        return
    begun = [(b.pin("sda"), b.pin("scl")) for b in (sketch.buses if sketch else ()) if b.kind == "i2c"]
    usual = (board.part.board.prefer.get("i2c.sda"), board.part.board.prefer.get("i2c.scl"))
    for sda, scl in (*begun, usual):
        ends = [board.pin(str(end)) if end is not None else None for end in (sda, scl)]
        if ends[0] is not None and ends[1] is not None:
            moved = [edits.rehang(_spelled(circuit, PinRef(item.ref, line.name)), PinRef(board.ref, end.name)) for line, end in zip(lines, ends, strict=True) if line and end]
            yield edits.both(*moved)


def _supplies(circuit: Circuit, item: Instance, supplies: Iterable[Part]) -> Iterator[Edit]:
    """A supply of its own for a part that takes more, or another voltage, than the board gives."""
    grounds = _board_pins(circuit, "ground")
    needs = [(s.pin, s.v) for s in item.part.supply] + [(x.plus, x.v) for x in item.part.loads if x.kind != "led"] + ([(item.part.load.plus, item.part.load.v)] if item.part.load and item.part.load.kind != "led" else [])
    for pin, v in needs:
        at = _spelled(circuit, PinRef(item.ref, pin))
        for part in supplies if grounds and v is not None and not v.unknown else ():
            rail = part.rail[0]
            minus = next((p.name for p in part.pin if p.connect == "ground"), "")
            volts = rail.v.any() if rail.v else None
            if minus and volts is not None and v is not None and (v.min or 0.0) <= volts <= (v.max or v.typ or 0.0):
                yield edits.feed(at, edits.fresh(circuit.design, "PS"), part.id, rail.pin, minus, grounds[0], part.name)


def _dividers(circuit: Circuit, pin: PinRef) -> Iterator[Edit]:
    facts, grounds = circuit.parts[pin.ref].pin(pin.pin), _board_pins(circuit, "ground")
    if facts is not None and (facts.type == "output" or facts.connect == "analog.in") and grounds and edits.neighbours(circuit.design, pin):
        first = edits.fresh(circuit.design, "R")
        second = edits.fresh(circuit.design.with_(parts={**circuit.design.parts, first: edits.resistor(1000.0)}), "R")
        yield edits.divide(pin, grounds[0], first, second)


def _spelled(circuit: Circuit, pin: PinRef) -> PinRef:
    """A pin as the design's wires spell it."""
    return _pin(str(pin), circuit) or pin


def _free(circuit: Circuit, wants: Pin | None) -> list[PinRef]:
    """Free signal pins of the board: those it usually uses for that job, then those that can, in header order."""
    board = circuit.board_instance()
    if board is None or board.part.board is None:
        return []
    job = wants.connect if wants else ""
    marks = {"analog.in": ("adc:",), "pwm.out": ("pwm:",), "i2c.sda": ("i2c:",), "i2c.scl": ("i2c:",), "uart.rx": ("uart:",), "uart.tx": ("uart:",)}.get(job, ("out",) if job.endswith("out") else ("in", "out"))
    usual = board.part.board.prefer.get(job, "")
    able = [p for p in board.part.pin if any(f == m or m.endswith(":") and f.startswith(m) for f in p.functions for m in marks) and not {"flash", "reset"} & set(p.functions)]
    free = [p for p in able if circuit.net_of(PinRef(board.ref, p.name)) is None or job.startswith("i2c")]
    avoid = board.part.board.avoid
    return [PinRef(board.ref, p.name) for p in sorted(free, key=lambda p: (p.name != usual, p.name in avoid))][:MOST_PINS]


def _rails(circuit: Circuit, pin: PinRef) -> Iterator[Edit]:
    """A supply pin on another rail; any pin to ground."""
    facts = circuit.parts[pin.ref].pin(pin.pin)
    if facts is not None and (facts.connect == "supply" or facts.type in ("power_in", "passive")):
        yield from (edits.rehang(pin, at) for at in _board_pins(circuit, "rail"))
    net = circuit.net_of(pin)
    if facts is not None and facts.connect and facts.connect not in ("supply", "ground") and net is not None and net.kind != "signal":
        yield from (edits.rehang(pin, at) for at in _free(circuit, facts)[:4])
    yield from (edits.rehang(pin, at) for at in _board_pins(circuit, "ground")[:1])
    yield from (edits.connect(pin, at) for at in _board_pins(circuit, "ground"))


def _at_controls(circuit: Circuit, parts: list[Instance]) -> list[Instance]:
    """Resistors before the bases and gates of transistors."""
    controls = [PinRef(i.ref, c) for i in parts if i.part.switch and not i.part.supply for c, _ in i.part.switch.channels]
    return [i for c in controls if (net := circuit.net_of(c)) for i, _ in circuit.on(net) if i.part.id == "resistor"]


def _settings(item: Instance) -> Iterator[Edit]:
    """Another value of a resistor, another I2C address of a device."""
    if item.part.id == "resistor":
        yield from (edits.attribute(item.ref, "resistance_ohm", ohm, f"Use {ohm:g} Ω for {item.ref}.") for ohm in VALUES)
    for address in item.part.i2c.addresses if item.part.i2c and len(item.part.i2c.addresses) > 1 else ():
        yield edits.attribute(item.ref, "i2c_address", address, f"Set {item.ref} to 0x{address:02X}.")


def _diodes(circuit: Circuit, item: Instance) -> Iterator[Edit]:
    """A diode across a coil, its band to the supply."""
    wired = _wired(circuit.design, item.ref)
    if len(wired) == 2:
        ref = edits.fresh(circuit.design, "D")
        yield from (edits.across(b, a, ref, "diode-1n4007", ("A", "K"), "diode 1N4007") for a, b in (tuple(wired), tuple(reversed(wired))))
