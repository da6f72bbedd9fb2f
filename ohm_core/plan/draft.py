"""A plan in the making: parts and wires so far, rails and what they can still give, signals that wait for a board pin."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ohm_core.catalogue.catalogue import Catalogue, find_pin
from ohm_core.catalogue.schema import Part, Pin
from ohm_core.design.values import PartUse, PinRef, Wire
from ohm_core.plan.signals import Signal
from ohm_core.units import Range

E12 = (10, 12, 15, 18, 22, 27, 33, 39, 47, 56, 68, 82)

# Designators by what a part is for, else by its group: everyday letters of schematics (IEC 81346-2 gives no better for modules).
BY_CONCEPT = {
    "soil_moisture": "SOIL", "motion": "PIR", "distance": "DIST", "press": "BTN", "knob": "POT", "toggle_switch": "SW", "colored_light": "RGB",
    "pixel_light": "PIX", "sound": "BZ", "tone": "BZ", "angle": "SERVO", "exact_turns": "STEP", "water_flow": "PUMP", "air_flow": "FAN",
    "switched_power": "RELAY", "key_entry": "KEYS", "joystick": "JOY", "rotary_steps": "ENC", "identity_tag": "RFID", "wall_clock": "RTC",
    "weight": "SCALE", "spin": "M", "haptic": "VIB", "data_log": "SD", "remote_command": "IR", "tilt": "TILT", "touch": "TOUCH", "knock": "KNOCK",
    "location": "GPS", "acceleration": "IMU", "text_display": "LCD", "graphic_display": "OLED", "number_display": "DISP", "matrix_display": "MAT",
}
BY_GROUP = {
    "passive": "R", "led": "LED", "transistor": "Q", "diode": "D", "power": "PS", "logic": "U", "driver": "DRV", "isolator": "OC", "display": "DISP",
    "mechanical": "MP", "comm": "COM", "sensor": "S", "input": "IN", "actuator": "ACT", "audio": "AUDIO", "storage": "SD", "rtc": "RTC", "misc": "X",
}


@dataclass
class Source:
    """A rail of the draft that feeds parts: its volts, what it may give in A (None: unknown), what is promised already."""

    pin: PinRef
    volts: Range
    limit_a: float | None
    used_a: float = 0.0
    heavy: bool = False

    @property
    def nominal(self) -> float:
        low, high = self.volts.min or 0.0, self.volts.max or 0.0
        return (low + high) / 2

    def has(self, amps: float) -> bool:
        return self.limit_a is None or self.used_a + amps <= self.limit_a


@dataclass
class Draft:
    """Mutable; one plan fills one draft. `board_ref` is the controller's reference; `mated` are parts that hang on another part alone."""

    catalogue: Catalogue
    board: Part
    features: Mapping[str, bool]
    board_ref: str = "U1"
    parts: dict[str, PartUse] = field(default_factory=dict)
    wires: list[Wire] = field(default_factory=list)
    signals: list[Signal] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    supply_ref: str = "usb"
    fed: dict[PinRef, Source] = field(default_factory=dict)
    pwm: set[str] = field(default_factory=set)
    reverse: set[str] = field(default_factory=set)
    mated: set[str] = field(default_factory=set)
    kept: Mapping[str, PartUse] = field(default_factory=dict)

    @property
    def logic(self) -> float:
        """Volts of the board's I/O: 5.0 or 3.3."""
        rail = next((r for r in self.board.rail if self.board.board and r.pin == self.board.board.logic_rail and r.v), None)
        value = rail.v.any() if rail and rail.v else None
        return value if value is not None else 5.0 if self.board.board and self.board.board.logic_rail == "5V" else 3.3

    @property
    def logic_rail(self) -> PinRef:
        assert self.board.board is not None
        return PinRef(self.board_ref, self.board.board.logic_rail)

    @property
    def ground(self) -> PinRef:
        grounds = [p.name for p in self.board.pin if p.connect == "ground"]
        name = next((n for n in grounds if n.startswith("GND")), grounds[0] if grounds else "GND")
        return PinRef(self.board_ref, name)

    def add(self, part_id: str, *, serves: tuple[str, ...] = (), attrs: Mapping[str, Any] | None = None, owned: bool = False, concept: str = "") -> str:
        """A part more; gives its new reference."""
        part = self.catalogue.part(part_id)
        ref = self._free(designator(part, concept))
        self.parts[ref] = PartUse(part_id, dict(attrs or {}), serves=serves, owned=owned)
        return ref

    def part(self, ref: str) -> Part:
        return self.catalogue.part(self.parts[ref].part, str(self.parts[ref].attr("variant", "")))

    def wire(self, a: PinRef, b: PinRef) -> None:
        """Join two pins, written under the catalogue's names for them."""
        self.wires.append((self._named(a), self._named(b)))

    def _named(self, pin: PinRef) -> PinRef:
        found = find_pin(self.part(pin.ref), pin.pin)
        return PinRef(pin.ref, found.name) if found else pin

    def ask(self, signal: Signal) -> None:
        self.signals.append(signal)

    def resistor(self, ohm: float, why: str) -> str:
        return self.add("resistor", attrs={"resistance_ohm": ohm}, serves=(why,))

    def between(self, ohm: float, end: PinRef, why: str) -> PinRef:
        """A resistor in series: its far end, the near one joined to END."""
        ref = self.resistor(ohm, why)
        self.wire(PinRef(ref, "2"), end)
        return PinRef(ref, "1")

    def bridge(self, ohm: float, a: PinRef, b: PinRef, why: str) -> str:
        """A resistor from A to B."""
        ref = self.resistor(ohm, why)
        self.wire(a, PinRef(ref, "1"))
        self.wire(PinRef(ref, "2"), b)
        return ref

    def _free(self, prefix: str) -> str:
        n = 1
        while f"{prefix}{n}" in self.parts:
            n += 1
        return f"{prefix}{n}"


def designator(part: Part, concept: str = "") -> str:
    """The letters of a part's reference."""
    group, _, rest = part.category.partition(":")
    if group == "passive":
        return "C" if rest.startswith("capacitor") else "D" if rest.startswith("diode") else "R"
    if group == "microcontroller":
        return "U"
    if rest.startswith(("battery", "lipo")):
        return "BAT"
    if group == "led" and rest.split(":")[0] not in ("rgb", "addressable"):
        return "LED"
    if rest.startswith("temperature_humidity:dht"):
        return "DHT"
    if group == "sensor" and rest.split(":")[0] == "ldr":
        return "LDR"
    declared = [p.concept for p in part.provides]
    pick = concept if concept in BY_CONCEPT else next((c for c in declared if c in BY_CONCEPT), "")
    if group in ("driver", "transistor", "logic", "isolator", "power", "mechanical", "diode"):
        pick = ""
    return BY_CONCEPT.get(pick, BY_GROUP.get(group, "X"))


def e12_above(ohm: float) -> float:
    """The E12 value at or next above."""
    decade = 1.0
    while decade * 100 <= ohm:
        decade *= 10
    while decade * 10 > ohm:
        decade /= 10
    for scale in (decade, decade * 10):
        for step in E12:
            if step * scale >= ohm * 0.999:
                return float(f"{step * scale:.3g}")
    return ohm


def volts_of(draft: Draft, ref: str, pin: Pin) -> float | None:
    """The supply voltage that sets a pin's levels, as fed in this draft; None where it is not fed from a rail."""
    if not pin.domain:
        return None
    source = draft.fed.get(PinRef(ref, pin.domain))
    return source.nominal if source else None
