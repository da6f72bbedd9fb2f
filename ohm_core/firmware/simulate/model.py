"""The words of device models: controls a scenario sets, observables it looks at. The table of models is models.py."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ohm_core.circuit.circuit import Instance


@dataclass(frozen=True)
class Control:
    """Something a scenario sets. A text control has no limits. `also` other names by factor: {"position_pct": 0.01}."""

    says: str
    low: float | None = None
    high: float | None = None
    unit: str = ""
    also: Mapping[str, float] = field(default_factory=dict)
    text: bool = False


def switch(says: str, *also: str) -> Control:
    """A control that is 0 or 1."""
    return Control(says, 0, 1, "", {name: 1.0 for name in also})


@dataclass(frozen=True)
class Observable:
    """Something a scenario looks at as if it were a pin."""

    says: str
    unit: str = ""


Params = Callable[[Instance], dict[str, Any]]


@dataclass(frozen=True)
class Model:
    """A device model: `js` its function in js/devices, `params` what it needs to know of the part in use.

    Names of observables and controls are regular expressions where a part has several ("line[1-4]"). A `named` model has one
    control, called as the part in use says ("tilted", "sound"), and shows it under the same name.
    """

    js: str
    says: str
    params: Params = field(default=lambda _: {})
    controls: Mapping[str, Control] = field(default_factory=dict)
    observables: Mapping[str, Observable] = field(default_factory=dict)
    named: bool = False

    def control(self, name: str, instance: Instance) -> tuple[str, Control, float] | None:
        """The control of this name or other name: (own name, control, factor to its unit); None where there is none."""
        if self.named:
            own, control = str(self.params(instance)["control"]), next(iter(self.controls.values()))
            return (own, control, 1.0) if name in (own, *_readings(instance, own)) else None
        for own, control in self.controls.items():
            if re.fullmatch(own, name):
                return name, control, 1.0
            if name in control.also:
                return own, control, control.also[name]
        return None

    def observes(self, name: str, instance: Instance) -> bool:
        if self.named and name == self.params(instance)["control"]:
            return True
        return any(re.fullmatch(own, name) for own in self.observables)

    def control_names(self, instance: Instance) -> list[str]:
        """Every name a control of this part in use goes by."""
        if self.named:
            own = str(self.params(instance)["control"])
            return [own, *_readings(instance, own)]
        return [n for own, c in self.controls.items() for n in (*own.split("|"), *c.also)]


def _readings(instance: Instance, control: str) -> list[str]:
    """The catalogue's readings that a control of this name stands for: sound_pct for sound."""
    return [r for r in instance.part.readings if r.rsplit("_", 1)[0] == control]
