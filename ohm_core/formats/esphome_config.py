"""An ESPHome configuration while it is put together: its sections, what each part is called in it, and what could not be written."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ohm_core.circuit.circuit import Instance
from ohm_core.firmware.devices import Device
from ohm_core.firmware.values import Unwritable
from ohm_core.formats.yaml_text import Lambda

Yaml = dict[str, Any]
Actions = list[Any]


@dataclass(frozen=True)
class Actor:
    """How a part is commanded: each of its actions → ESPHome's. The functions take the arguments of the behaviour's action."""

    does: dict[str, Callable[[Any], Actions]]


@dataclass
class Config:
    """Sections in the order they are written; `numbers`, `states` and `texts` are C++ expressions by "REF.reading"."""

    family: str
    board: Instance
    sections: dict[str, Any] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    states: dict[str, str] = field(default_factory=dict)  # ids of binary sensors
    texts: dict[str, str] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    events: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)  # "REF.event" → the component's id and its triggers
    driven: dict[str, str] = field(default_factory=dict)  # board pin → the part that has it
    building: str = "the bus"  # the part whose pins are given out now
    fonts: bool = False
    taken: set[str] = field(default_factory=set)

    def add(self, section: str, **item: Any) -> Yaml:
        """One more component of a section that is a list."""
        self.sections.setdefault(section, []).append(item)
        return item

    def id(self, wanted: str) -> str:
        """An id that nothing else has."""
        name, n = wanted, 2
        while name in self.taken:
            name, n = f"{wanted}_{n}", n + 1
        self.taken.add(name)
        return name

    def pin(self, name: str, *, inverted: bool = False, mode: str = "") -> str | Yaml:
        """A board pin in ESPHome's words; `mode` "up" or "down" switches the board's own resistor on, where the pin has one."""
        if name in self.driven:
            raise Unwritable(f"{name} has another part already, {self.driven[name]}")
        self.driven[name] = self.building
        plain = f"GPIO{name[2:]}" if self.family == "rp2040" and name.startswith("GP") else name
        own = self.board.pin(name)
        mode = mode if own and f"pull_{mode}" in own.functions else ""
        if not inverted and not mode:
            return plain
        more: Yaml = {"inverted": True} if inverted else {}
        if mode:
            more["mode"] = {"input": True, "pullup" if mode == "up" else "pulldown": True}
        return {"number": plain, **more}

    def sensor(self, d: Device, reading: str, **more: Any) -> Yaml:
        """The settings of one reading: id and name, known as REF.reading from now on."""
        made = self.id(f"{d.var}_{reading}")
        self.numbers[f"{d.ref}.{reading}"] = f"id({made}).state"
        self.events[f"{d.ref}.{reading}"] = (made, ("on_value",))
        return {"id": made, "name": f"{d.ref} {reading.rpartition('_')[0].replace('_', ' ') or reading}", "accuracy_decimals": d.decimals(reading), **more}

    def number(self, subject: str) -> str:
        """The present value of a reading as a C++ number. Raises Unwritable."""
        if subject in self.numbers:
            return self.numbers[subject]
        if subject in self.states:
            return f"(id({self.states[subject]}).state ? 1.0f : 0.0f)"
        raise Unwritable(f"ESPHome has no reading {subject} here")

    def trigger(self, id_: str, name: str, actions: Actions) -> None:
        """One more automation at a component's trigger."""
        if actions:
            self.component(id_).setdefault(name, []).append({"then": actions})

    def component(self, id_: str) -> Yaml:
        """The component of an id, or the part of one."""
        return next(x for section in self.sections.values() if isinstance(section, list) for item in section for x in (item, *item.values()) if isinstance(x, dict) and x.get("id") == id_)

    def template(self, wanted: str, condition: str, **more: Any) -> str:
        """A hidden binary sensor that is what a C++ condition says, once all that it asks is known; its id."""
        made = self.id(wanted)
        asked = dict.fromkeys(re.findall(r"id\((\w+)\)\.state", condition))
        code = "".join(f"if (!id({x}).has_state()) return {{}};\n" for x in asked) + f"return {condition};"
        self.add("binary_sensor", platform="template", id=made, internal=True, **{"lambda": Lambda(code)}, **more)
        return made
