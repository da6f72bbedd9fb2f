"""Behaviours as short lines that a test can hold against what the words say."""

from __future__ import annotations

from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.design.behaviour import Action, AllOf, AnyOf, At, Between, Condition, Event, Every, Held, MapOf, Reading, Template
from ohm_core.design.wishes import Requirements
from ohm_core.understand import understand


def read(text: str, catalogue: Catalogue) -> Requirements:
    return understand(text, catalogue, board="arduino-uno-r3")


def plain(text: str, catalogue: Catalogue) -> list[str]:
    """"temperature_c > 28 (1): lamp_red on | lamp_red off", a line a behaviour; what takes turns stands after "1.", "2." …, steps after "1)", "2)" …"""
    return [f"{when(b.when)}: {done(b.do)}" + (" over and over" if b.again else "") + (f" | {done(b.else_)}" if b.else_ else "") for b in read(text, catalogue).behaviours]


def when(c: Condition) -> str:
    match c:
        case Reading():
            return f"{c.read.split('.')[1]} {c.op} {c.value if isinstance(c.value, str) else f'{c.value:g}'} ({c.hysteresis:g})"
        case Event():
            return c.event.split(".")[1]
        case Every():
            return f"every {c.every_s:g}"
        case At():
            return f"at {c.at}"
        case Between():
            return f"between {c.between[0]} and {c.between[1]}"
        case Held():
            return f"{when(c.held)} for {c.for_s:g}"
        case AllOf():
            return " and ".join(map(when, c.all))
        case AnyOf():
            return " or ".join(map(when, c.any))
    return "always"


def done(actions: tuple[Action, ...]) -> str:
    return ", ".join(" ".join(x for x in (f"{a.turn}." if a.turn else "", f"{a.step})" if a.step else "", a.act, a.action, *(_value(v) for _, v in a.args), f"for {a.for_s:g}" if a.for_s else "") if x) for a in actions)


def _value(v: object) -> str:
    if isinstance(v, Template):
        return f"'{v.text}'"
    return f"~{v.map.split('.')[1]}" if isinstance(v, MapOf) else f"{v:g}" if isinstance(v, float | int) else f"{v}" if isinstance(v, str) else ""
