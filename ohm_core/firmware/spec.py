"""What the generator must know of a driver, apart from any language: its class, its pins, its figures, what it can do.

A driver is one class of one name and the same method names in every language (written in snake_case here, camelCase in
C++): readings and events are methods without arguments, actions are methods named as the action.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ohm_core.circuit.circuit import Circuit, Instance
from ohm_core.circuit.hookup import Hookup
from ohm_core.firmware.firmware import Family, Language

EVERY_FAMILY: frozenset[Family] = frozenset(("avr", "esp32", "esp8266", "rp2040"))
BOTH: frozenset[Language] = frozenset(("arduino", "micropython"))


@dataclass(frozen=True)
class Level:
    """A logic level as a figure: HIGH or LOW."""

    high: bool


@dataclass(frozen=True)
class Mode:
    """How an input pin is set up: with which internal pull resistor."""

    pull: str  # "", "up" or "down"


@dataclass(frozen=True)
class Symbol:
    """A name that each language writes its own way; where `python` is empty the C++ one's last word serves."""

    cpp: str
    python: str = ""


@dataclass(frozen=True)
class Hex:
    """A whole number best read in base sixteen (an I2C address, a colour)."""

    value: int
    digits: int = 2


Figure = Level | Mode | Symbol | Hex | int | float | str | tuple[int, ...]


@dataclass(frozen=True)
class Setting:
    """A figure for a driver's constructor. With a `name` it becomes the constant REF_NAME in the configuration (`note` beside
    it), without one it is written in place."""

    value: Figure
    name: str = ""
    note: str = ""


@dataclass(frozen=True)
class Role:
    """A pin of the driver's constructor: the part's pins that may fill it (names or aliases), the first wired one taken.

    `control`: the one signal that switches the part, however far away its switch is. `every`: all of the pins named, in
    order, as one list. An `optional` role that nothing fills is left to the driver's "no pin".
    """

    name: str = "PIN"
    pins: tuple[str, ...] = ()
    control: bool = False
    every: bool = False
    optional: bool = False


@dataclass(frozen=True)
class Site:
    """A part in use at its place: what a driver's settings are reckoned from."""

    circuit: Circuit
    part: Instance
    hookup: Hookup
    family: Family
    language: Language
    volts: float
    """The reference of the board's analogue input."""


@dataclass(frozen=True)
class Driver:
    """A firmware driver. `module` is the stem of its files; `extra` further files it stands on.

    `readings` and `events` map the catalogue's names to methods; `states` and `texts` say which readings are no numbers.
    `fragile`: its numbers may be unknown (NAN) because the part can be silent. `rest` is the method that brings an actuator to
    its safe state. `stands_for` names the popular library that could replace it. `bus`: "i2c", "spi" or "".
    """

    name: str
    cls: str
    module: str
    roles: tuple[Role, ...] = (Role(),)
    settings: Callable[[Site], tuple[Setting, ...]] = lambda site: ()
    readings: Mapping[str, str] = field(default_factory=dict)
    states: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    events: Mapping[str, str] = field(default_factory=dict)
    actions: frozenset[str] = frozenset()
    fragile: bool = False
    rest: str = ""
    show: bool = False
    bus: str = ""
    named: bool = True
    updates: bool = True
    extra: tuple[str, ...] = ()
    families: frozenset[Family] = EVERY_FAMILY
    languages: frozenset[Language] = BOTH
    stands_for: str = ""
    needs: str = ""

    @property
    def is_sensor(self) -> bool:
        return bool(self.readings or self.events)
