"""The facts of a part as rows to read: what it is, value with unit, condition, source, quote. In the order of the schema.

Holds no judgement: what the file says is shown, estimates and unknowns named as such.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ohm_core.catalogue.schema import Fact, Part
from ohm_core.units import show_si


@dataclass(frozen=True)
class FactRow:
    """One fact in words: `value` with its unit, `source` "title, page" or "estimate" or "unknown", `basis` as in the file."""

    name: str
    value: str
    condition: str = ""
    source: str = ""
    quote: str = ""
    basis: str = "document"


UNITS = {"v": "V", "a": "A", "ohm": "Ω", "s": "s", "hz": "Hz", "w": "W", "c": "C", "farad": "F"}

# The words of a field; what is not here is its name with spaces, less the unit.
WORDS = {
    "v": "voltage", "abs_max_v": "maximum voltage", "abs_min_v": "minimum voltage", "abs_max_unpowered_v": "maximum voltage while unpowered",
    "vil_v": "input low voltage", "vih_v": "input high voltage", "vol_v": "output low voltage", "voh_v": "output high voltage",
    "source_a": "current it may give", "sink_a": "current it may take", "recommended_a": "current recommended", "output_v": "output voltage",
    "analog_out_v": "analogue output", "typical_a": "current", "peak_a": "peak current", "inrush_a": "inrush current", "stall_a": "stall current",
    "sleep_a": "current asleep", "drop_v": "voltage drop", "dropout_v": "dropout voltage", "input_v": "input voltage", "max_a": "maximum current",
    "thermal_w": "heat it can shed", "quiescent_a": "own current", "vf_v": "forward voltage", "ohm": "resistance", "farad": "capacitance",
    "max_v": "maximum voltage", "vgs_th_v": "gate threshold", "vgs_max_v": "maximum gate voltage", "gate_c": "gate charge", "hfe": "current gain",
    "vce_sat_v": "saturation voltage", "vbe_v": "base-emitter voltage", "control_a": "control current", "max_hz": "clock",
    "warm_up_s": "warm-up", "min_interval_s": "least interval", "conversion_s": "conversion time", "max_bus_hz": "bus clock",
    "reference_v": "analogue reference", "pull_up_ohm": "internal pull-up", "pull_down_ohm": "internal pull-down",
}


def fact_rows(part: Part) -> list[FactRow]:
    """Every fact of the part, its fields in order; [] where the file has none (a breadboard)."""
    return [_row(part, name, field, fact) for name, field, fact in _facts(part, part, ())]


def _facts(part: Part, value: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str, Fact]]:
    for f in dataclasses.fields(value):
        yield from _walk(part, getattr(value, f.name), path, f.name)


def _walk(part: Part, value: Any, path: tuple[str, ...], field: str) -> Iterator[tuple[str, str, Fact]]:
    if isinstance(value, Fact):
        said = path and path[-1].startswith("on-resistance")
        yield " ".join(path if said else (*path, WORDS.get(field, _plain(field)))), field, value
    elif isinstance(value, tuple):
        for item in value:
            if dataclasses.is_dataclass(item):
                yield from _facts(part, item, (*path, *_called(item, field)))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _walk(part, item, (*path, str(key)), field)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield from _facts(part, value, (*path, *_called(value, field)))


def _called(item: Any, field: str) -> tuple[str, ...]:
    """What stands before the facts of a nested table: "VCC supply", "GPIO13", "3V3 rail", "DATA pull"."""
    kind = type(item).__name__
    if kind == "SupplyInput":
        return (item.pin, "supply")
    if kind == "Rail":
        return (item.pin, f"rail from {item.source}" if item.source else "rail")
    if kind == "Need":
        words = item.kind.replace("_", " ")
        return (f"{words} at {item.pin}" if item.pin else words,)
    if kind == "Load":
        return (f"{item.kind} {item.plus} to {item.minus}",)
    if kind == "RdsOn":
        return (f"on-resistance at {show_si(item.vgs_v, 'V')}",)
    if kind == "PortLimit":
        return (item.name,)
    if kind == "I2c":
        return ("I2C",)
    return {"Pin": (getattr(item, "name", ""),), "Pull": (f"pull to {getattr(item, 'to', '')}",), "Switch": ("switch",)}.get(kind, ())


def _row(part: Part, name: str, field: str, fact: Fact) -> FactRow:
    if fact.unknown:
        return FactRow(name, "unknown", fact.cond, "unknown", "", "unknown")
    value = _value(fact, _unit(field))
    for word, prefix in (("maximum ", "at most "), ("minimum ", "at least "), ("least ", "at least ")):
        value = value.removeprefix(prefix) if word in name else value
    return FactRow(name, value, fact.cond, _source(part, fact), fact.quote, fact.basis)


def _source(part: Part, fact: Fact) -> str:
    if not fact.doc or fact.doc not in part.source:
        return fact.basis
    title = part.source[fact.doc].title
    return f"{title}, {fact.at}" if fact.at else title


def _value(fact: Fact, unit: str) -> str:
    """"3.3 V to 6 V, usually 5 V", "at most 40 mA", "0.7 × VCC", "VCC + 0.3 V"."""

    def one(number: float) -> str:
        if fact.of:
            return f"{number:g} × {fact.of}"
        if fact.over:
            return f"{fact.over} {'-' if number < 0 else '+'} {show_si(abs(number), unit)}"
        return show_si(number, unit)

    low, usual, high = fact.min, fact.typ, fact.max
    if low is not None and high is not None and low != high:
        return f"{one(low)} to {one(high)}" + (f", usually {one(usual)}" if usual is not None else "")
    if usual is not None and high is not None and usual != high:
        return f"{one(usual)}, at most {one(high)}"
    if usual is not None and low is not None and usual != low:
        return f"{one(usual)}, at least {one(low)}"
    if usual is not None:
        return one(usual)
    return f"at most {one(high)}" if high is not None else f"at least {one(low)}" if low is not None else ""


def _unit(field: str) -> str:
    return UNITS.get(field.rsplit("_", 1)[-1], "")


def _plain(field: str) -> str:
    stem, _, last = field.rpartition("_")
    return (stem if last in UNITS and stem else field).replace("_", " ")
