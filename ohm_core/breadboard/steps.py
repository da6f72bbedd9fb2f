"""Build steps: what to do in which order, in plain sentences with hole names, so that each group can be tested on the way."""

from __future__ import annotations

from collections.abc import Iterator

from ohm_core.breadboard.board import is_rail, printed, say_hole
from ohm_core.breadboard.checks import checks_of
from ohm_core.breadboard.colors import SAID
from ohm_core.breadboard.model import Layout, Place, Step, Wire
from ohm_core.catalogue.schema import group_of
from ohm_core.circuit.circuit import Circuit, Instance
from ohm_core.units import show_si

# What is built first can be tested first: lights before sensors, loads and their supplies last.
ORDER = ("microcontroller", "led", "passive", "input", "sensor", "display", "rtc", "storage", "audio", "comm", "logic", "isolator", "transistor", "diode", "driver", "actuator", "mechanical", "misc", "power")


NAMES = frozenset(("Arduino", "Raspberry", "Wemos", "Pico"))


def steps_of(circuit: Circuit, layout: Layout) -> tuple[Step, ...]:
    """The steps of a layout; every pin and every wire is in exactly one."""
    left, checks = dict(enumerate(layout.wires)), checks_of(circuit, layout)
    waits = [_refs_of(circuit, layout, w) for w in layout.wires]
    steps = [s for s in (_start(layout), _rails(layout, left)) if s]
    seated: set[str] = set()
    for group in groups(circuit, layout):
        seated |= set(group)
        wires = [i for i in left if waits[i] <= seated]
        for i in wires:
            del left[i]
        ready = [c for c in checks if c.needs <= seated]  # every wire between what is seated is laid by now
        checks = [c for c in checks if c not in ready]
        steps.append(_part_step(circuit, layout, group, tuple(wires), [c.text for c in ready]))
    if left:
        text = "Lay the remaining jumpers: " + wires_text(circuit, layout, list(left.values())) + "."
        steps.append(Step(text, "Remaining jumpers", (), tuple(left)))
    return tuple(steps)


def groups(circuit: Circuit, layout: Layout) -> list[list[str]]:
    """References that are built together: each part with one two-legged part that serves it alone, its others right after it;
    controllers first."""
    refs = list(layout.places)
    small = [r for r in refs if group_of(circuit.parts[r].part.category) in ("passive", "diode")]
    main = sorted((r for r in refs if r not in small), key=lambda r: (_rank(circuit.parts[r]), refs.index(r)))
    made: dict[str, list[str]] = {r: [r] for r in main}
    rest: list[str] = []
    for ref in small:
        friend = _friend(circuit, ref, main)
        (made[friend] if friend else rest).append(ref)
    out: list[list[str]] = []
    for group in made.values():
        out += [group] if len(group) < 3 else [[r] for r in group]
    return [*out, *([r] for r in rest)]


def _rank(instance: Instance) -> int:
    kind = group_of(instance.part.category)
    return ORDER.index(kind) if kind in ORDER else len(ORDER)


def _friend(circuit: Circuit, ref: str, main: list[str]) -> str | None:
    """The part that a resistor, capacitor or diode belongs to: on the smallest signal net they share; not the controller."""
    nets = [n for n in circuit.nets if ref in n.refs()]
    for net in sorted(nets, key=lambda n: (n.kind != "signal", len(n.pins))):
        near = [r for r in main if r in net.refs() and not circuit.parts[r].is_board]
        if near and (net.kind == "signal" or len(net.pins) < 4):
            return near[0]
    return None


def _refs_of(circuit: Circuit, layout: Layout, wire: Wire) -> set[str]:
    """The parts a wire waits for: those it ends at, and for a wire to a strip those whose legs are in it."""
    refs: set[str] = set()
    for end in (wire.start, wire.end):
        ref = end.partition(".")[0]
        if end in layout.field.spots:
            strip = end.rpartition(".")[0]
            if not is_rail(strip):
                refs |= {ref for ref, _ in layout.legs.get(strip, ())[:1]}
        elif ref in circuit.parts:
            refs.add(ref)
    return refs


def _start(layout: Layout) -> Step | None:
    if not layout.count:
        return None
    size = {"mini": "mini breadboard (17 columns)", "half": "half-size breadboard (30 columns)", "full": "full-size breadboard (63 columns)"}[layout.size]
    what = f"Lay the {size} before you" if layout.count == 1 else f"Lay {layout.count} {size.replace('breadboard', 'breadboards')} below each other before you"
    if layout.joined:
        what += ", with the rails between them taken off and the boards pushed together"
    rest = " so that row a is at the top and column 1 at the left. If the letters on yours run the other way, go by the places in the picture. Nothing is powered until the end."
    return Step(what + rest, "The breadboard")


def _rails(layout: Layout, left: dict[int, Wire]) -> Step | None:
    """Jumpers from rail to rail."""
    wires = [i for i, w in left.items() if is_rail(w.start) and is_rail(w.end) and w.start in layout.field.spots and w.end in layout.field.spots]
    if not wires:
        return None
    said = "; ".join(f"{a_wire(layout.wires[i])} from {spot_text(layout, layout.wires[i].start)} to {spot_text(layout, layout.wires[i].end)} ({layout.wires[i].net})" for i in wires)
    for i in wires:
        del left[i]
    return Step(f"Join the rails: {said}.", "Power rails", (), tuple(wires))


def a_wire(wire: Wire) -> str:
    """'a red wire', 'an orange wire'."""
    color = SAID.get(wire.color, wire.color)
    return f"{'an' if color[0] in 'aeiou' else 'a'} {color} wire"


def _part_step(circuit: Circuit, layout: Layout, group: list[str], wires: tuple[int, ...], checks: list[str]) -> Step:
    text = [s for ref in group for s in _seat_text(circuit.parts[ref], layout, layout.places[ref])]
    if wires:
        text.append("Wire it: " + wires_text(circuit, layout, [layout.wires[i] for i in wires]) + ".")
    text += checks
    pins = tuple(f"{r}.{pin}" for r in group for pin in layout.places[r].holes)
    names = " with ".join([name_of(circuit.parts[group[0]])] + ([", ".join(group[1:])] if group[1:] else []))
    return Step(" ".join(text), f"{group[0]}: {names}", pins, wires, tuple(group))


def name_of(instance: Instance) -> str:
    """The part as a sentence names it, with its value: "resistor 220 Ω", "red LED 5 mm"."""
    use, name = instance.use, (instance.use.name or instance.part.name).split(",")[0].split(" (")[0].strip()
    color = use.attr("color")
    words = [str(color)[:20] if color and instance.part.load and str(color) not in name.lower() else "", _lower(name), value_of(instance)]
    return " ".join(w for w in words if w)


def _lower(name: str) -> str:
    """'Resistor' → 'resistor' inside a sentence; names with capitals or digits of their own stay."""
    first = name.split(" ")[0]
    return name[0].lower() + name[1:] if name and first[1:].islower() and first not in NAMES else name


def value_of(instance: Instance) -> str:
    """The value printed beside a symbol: '220 Ω', '100 nF'; "" where the part has none."""
    for key, unit in (("resistance_ohm", "Ω"), ("capacitance_f", "F"), ("capacitance_farad", "F"), ("inductance_h", "H")):
        value = instance.use.attr(key, instance.part.attrs[key].default if key in instance.part.attrs else None)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return f"{value * 1e6:g} µF" if unit == "F" and 1e-3 <= value < 0.1 else show_si(float(value), unit)
    return ""


def _seat_text(instance: Instance, layout: Layout, place: Place) -> Iterator[str]:
    ref, name = instance.ref, name_of(instance)
    if not place.on_board:
        yield f"Lay the {name} ({ref}) {'above' if place.band == 'top' else 'below'} the board."
        return
    if len(place.holes) > 6:
        first, last = next(iter(place.holes.items())), list(place.holes.items())[-1]
        yield f"Push the {name} ({ref}) in so that its pin {printed(first[0])} is in {say_hole(first[1])} and its pin {printed(last[0])} in {say_hole(last[1])}."
    else:
        yield f"Put the {name} ({ref}) in: {_legs_text(instance, layout, place)}."
    if instance.part.sides and (_polar(instance) or len(place.holes) > 2) and "o polarity" not in instance.part.sides:
        yield instance.part.sides
    elif _polar(instance) and not instance.part.sides:
        yield "Mind which way round it goes."


def _legs_text(instance: Instance, layout: Layout, place: Place) -> str:
    holes = [spot_text(layout, h) for h in place.holes.values()]
    if len(holes) == 2 and not _polar(instance):
        return f"one leg in {holes[0]}, the other in {holes[1]}; either way round is right"
    if any(p.joined for p in instance.part.pin) and len(holes) == 4:
        return f"its four legs in {', '.join(sorted(holes[:3]))} and {holes[3]}, over the gutter"
    return ", ".join(_leg_text(instance, layout, pin, hole) for pin, hole in place.holes.items())


def _leg_text(instance: Instance, layout: Layout, pin: str, hole: str) -> str:
    found = instance.pin(pin)
    word = found.polarity if found else ""
    named = "" if not word or word.lower() == pin.lower() else f" ({word})"
    return f"{printed(pin)}{named} in {spot_text(layout, hole)}"


def _polar(instance: Instance) -> bool:
    return any(p.polarity for p in instance.part.pin)


def wires_text(circuit: Circuit, layout: Layout, wires: list[Wire]) -> str:
    """'a red wire from U1 5V to the top + rail, …'."""
    return "; ".join(f"{a_wire(w)} from {end_text(circuit, layout, w.start)} to {end_text(circuit, layout, w.end)}" for w in wires)


def spot_text(layout: Layout, hole: str) -> str:
    """A hole in words; for one of a rail, whose holes have no numbers, with the column it lies at."""
    said = say_hole(hole)
    return f"{said} at column {max(layout.field.spots[hole][0], 0) + 1}" if is_rail(hole.rpartition(".")[0]) else said


def _shown(instance: Instance, pin: str) -> str:
    """A pin as the part shows it; the second of one node on a board by its own name: SDA, not A4 again."""
    found = instance.pin(pin)
    own = found.aliases[0] if found and found.joined and found.aliases and instance.is_board else pin
    return printed(own)


def end_text(circuit: Circuit, layout: Layout, end: str) -> str:
    """An end of a wire in words: a hole with the pin that shares its strip ("j12, at D2"), a rail, or a pin beside the board."""
    if end not in layout.field.spots:
        ref, _, pin = end.partition(".")
        return f"{ref} {_shown(circuit.parts[ref], pin)}"
    strip = end.rpartition(".")[0]
    if is_rail(strip):
        return spot_text(layout, end)
    there = [f"{r} {printed(pin)}" for r, pin in layout.legs.get(strip, ())[:1]]
    return say_hole(end) + (f" ({there[0]})" if there else "")


