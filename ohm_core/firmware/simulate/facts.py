"""What a device model needs from the catalogue's facts: pins by their place, thresholds, forward voltages, supplies. SI units."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ohm_core.catalogue.schema import Fact, Load, Part, Pin, Rail
from ohm_core.circuit.circuit import Instance
from ohm_core.errors import BadInput
from ohm_core.units import parse_si

Json = dict[str, Any]
LED_VOLTS = {"red": 2.0, "orange": 2.1, "yellow": 2.1, "green": 2.2, "blue": 3.1, "white": 3.1, "infrared": 1.3}


def value(fact: Fact | None, default: float) -> float:
    """The number to reckon with, DEFAULT where nobody found it."""
    found = fact.any() if fact and not fact.unknown else None
    return default if found is None else found


def pin(instance: Instance, *names: str) -> str:
    """The part's own name of the first of these pins it has. Raises KeyError where it has none."""
    for name in names:
        if found := instance.pin(name):
            return found.name
    raise KeyError(f"{instance.ref} has none of the pins {', '.join(names)}")


def pin_or_none(instance: Instance, *names: str) -> str | None:
    return next((found.name for name in names if (found := instance.pin(name))), None)


def pin_for(instance: Instance, *connects: str) -> str:
    """The first pin that the catalogue joins to one of these functions ("analog.in"). Raises KeyError where there is none."""
    for connect in connects:
        for p in instance.part.pin:
            if p.connect == connect:
                return p.name
    raise KeyError(f"{instance.ref} has no pin for {', '.join(connects)}")


def attr(instance: Instance, name: str, default: float) -> float:
    """A numeric attribute in use, else the part's default, else DEFAULT. Raises BadInput for one that is no number."""
    spec = instance.part.attrs.get(name)
    raw = instance.use.attr(name, spec.default if spec and spec.default is not None else default)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return float(raw)
    try:
        return parse_si(str(raw))
    except BadInput:
        raise BadInput(f"{instance.ref}: the attribute {name} is '{str(raw)[:30]}', which is no number.", f"parts.{instance.ref}.attrs.{name}") from None


def loads(part: Part) -> tuple[Load, ...]:
    """Everything in the part that is a load, one or several."""
    return ((part.load,) if part.load else ()) + part.loads


def led_channels(instance: Instance, names: Mapping[str, str] | None = None) -> list[Json]:
    """The LEDs of a part as {name, plus, minus, vf, limit}; a name is that of the pin that no other shares."""
    found = [load for load in loads(instance.part) if load.kind in ("led", "lamp")]
    shared = {p for p in (*(x.plus for x in found), *(x.minus for x in found)) if sum(p in (x.plus, x.minus) for x in found) > 1}
    color = str(instance.use.attr("color", (instance.part.attrs["color"].default if "color" in instance.part.attrs else "") or ""))
    channels = []
    for load in found:
        own = load.minus if load.plus in shared else load.plus
        channels.append({"name": (names or {}).get(own, own), "plus": load.plus, "minus": load.minus,
                         "vf": forward_volts(load, color), "limit": 1.6 * value(load.max_a, 0.02)})
    return channels


def forward_volts(load: Load, color: str) -> float:
    """An LED's forward voltage for this colour, or the only one the catalogue knows."""
    fact = load.vf_v.get(color) or next(iter(load.vf_v.values()), None)
    if fact is None and load.kind == "lamp":
        return 1.8
    return value(fact, LED_VOLTS.get(color, 2.0))


def levels(part: Part) -> Json:
    """Input thresholds by pin as [low, high, ratio]: half way between what a low and a high must be, with some hysteresis."""
    found = {}
    for p in part.pin:
        if known := _threshold(p):
            found[p.name] = known
    return found


def _threshold(p: Pin) -> list[Any] | None:
    high = p.vih_v.min if p.vih_v and p.vih_v.min is not None else None
    low = p.vil_v.max if p.vil_v and p.vil_v.max is not None else None
    if high is None or p.vih_v is None:
        return None
    middle = (high + low) / 2 if low is not None else 0.75 * high
    return [round(0.9 * middle, 4), round(1.1 * middle, 4), bool(p.vih_v.of)]


def guaranteed(p: Pin, vcc: float, low: float, high: float) -> tuple[float, float]:
    """The levels, in volts, at which a board's input is sure: VIL and VIH from the facts, else these shares of VCC."""
    def volts(fact: Fact | None, number: float | None, share: float) -> float:
        if fact is None or number is None:
            return share * vcc
        return number * vcc if fact.of else number

    return (volts(p.vil_v, p.vil_v.max if p.vil_v else None, low), volts(p.vih_v, p.vih_v.min if p.vih_v else None, high))


def supply(part: Part, index: int = 0) -> Json | None:
    """The supply input {vcc, gnd, min, max, ohm} by pin names; None where the part takes none."""
    if len(part.supply) <= index:
        return None
    s = part.supply[index]
    low = s.v.min if s.v and s.v.min is not None else 2.7
    high = s.v.max if s.v and s.v.max is not None else 5.5
    most = s.abs_max_v.max if s.abs_max_v and s.abs_max_v.max is not None and not s.abs_max_v.over else 1.3 * high
    amperes = min(0.02, max(1e-5, value(s.typical_a, 0.005)))
    return {"vcc": s.pin, "gnd": s.ground, "min": 0.93 * low, "max": max(most, high), "ohm": round(high / amperes)}


def rail_source(instance: Instance, rail: Rail) -> Pin | None:
    """The pin of the part that a rail is made from; None where the energy comes from outside or from a cell."""
    if rail.source in ("cell", "mains", "usb", "solar", ""):
        return None
    found = instance.pin(rail.source)
    return None if found is None or found.name == rail.pin else found


def initial(instance: Instance, controls: Iterable[str]) -> Json:
    """Attributes of the part in use that are named like one of its controls: where they begin."""
    found: Json = {}
    for name in controls:
        raw = instance.use.attr(name)
        if raw is None or raw == "":
            continue
        try:
            found[name] = float(raw)
        except (TypeError, ValueError):
            found[name] = str(raw)
    return found
