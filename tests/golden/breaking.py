"""Broken variants: a wire swapped or forgotten, a part left out, a line of the firmware changed. Each must make the scenario fail.

A table `[[broken]]` of a project's broken.toml has a `name` and one of
  swap = ["LED1.A", "LED2.A"]       what was joined to the one pin is joined to the other
  cut = "BTN1.1.l"                  no wire ends at this pin any more
  without = "R1"                    the part was forgotten, its wires too
  drop_action = "LED2 on"           the firmware is written without this action
  firmware = {file = "config.h", find = "a regular expression", put = "its replacement"}    every match is replaced
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ohm_core.circuit.circuit import Circuit, resolve
from ohm_core.design.file import pin_ref
from ohm_core.design.values import Design, PinRef, SourceFile
from ohm_core.project.prototype import Prototype


@dataclass(frozen=True)
class Variant:
    """A circuit and the firmware that runs in it."""

    circuit: Circuit
    firmware: tuple[SourceFile, ...]


def sound(prototype: Prototype) -> Variant:
    """The prototype as it is."""
    return Variant(prototype.circuit, prototype.firmware)


def broken(prototype: Prototype, how: Mapping[str, Any]) -> Variant:
    """The prototype with one thing wrong. Raises ValueError where there is nothing to break: the mutation is out of date."""
    if "firmware" in how:
        return Variant(prototype.circuit, _rewritten(prototype.firmware, **how["firmware"]))
    if "drop_action" in how:
        return Variant(prototype.circuit, _without_action(prototype, how["drop_action"]))
    design = prototype.design
    wrong = _swapped(design, *how["swap"]) if "swap" in how else _cut(design, how["cut"]) if "cut" in how else _without(design, how["without"])
    if wrong == design:
        raise ValueError(f"'{how['name']}' changes nothing in the circuit")
    return Variant(resolve(wrong, prototype.catalogue), prototype.firmware)


def _swapped(design: Design, one: str, other: str) -> Design:
    a, b = pin_ref(one), pin_ref(other)
    to = {a: b, b: a}
    return design.with_(connections=tuple((to.get(x, x), to.get(y, y)) for x, y in design.connections))


def _cut(design: Design, pin: str) -> Design:
    end: PinRef = pin_ref(pin)
    return design.with_(connections=tuple(w for w in design.connections if end not in w))


def _without(design: Design, ref: str) -> Design:
    parts = {r: use for r, use in design.parts.items() if r != ref}
    return design.with_(parts=parts, connections=tuple(w for w in design.connections if ref not in (w[0].ref, w[1].ref)))


def _rewritten(files: tuple[SourceFile, ...], file: str, find: str, put: str) -> tuple[SourceFile, ...]:
    changed = tuple(replace(f, content=re.sub(find, put, f.content)) if f.path == file else f for f in files)
    if changed == files:
        raise ValueError(f"{file} has nothing like '{find}' to change")
    return changed


def _without_action(prototype: Prototype, named: str) -> tuple[SourceFile, ...]:
    ref, name = named.split()
    fewer = tuple(replace(b, do=tuple(a for a in b.do if (a.act, a.action) != (ref, name))) for b in prototype.design.behaviours)
    if fewer == prototype.design.behaviours:
        raise ValueError(f"no behaviour does '{named}'")
    return Prototype.from_design(prototype.design.with_(behaviours=fewer, firmware=()), prototype.catalogue).firmware
