"""What a catalogue file may say about a part or board. One TOML file a part; every name here is a key there.

Plain frozen dataclasses: they load from the compiled cache without pydantic; `load.py` validates files against them with it.
A number with provenance is a Fact. What nobody found out is the string "unknown", or simply absent: rules then say that
they could not check, never guess.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

PinType = Literal["input", "output", "bidirectional", "tri_state", "passive", "power_in", "power_out", "open_collector", "unspecified", "no_connect"]
Drive = Literal["push_pull", "open_drain", "tri_state", "analog", "passive", "none", ""]

# What a pin must be joined to. Left of the dot the function, right of it the part's place in it, seen from the board.
Connect = Literal[
    "supply", "ground", "open", "tie.supply", "tie.ground", "load", "chain.in", "chain.out", "rail", "",
    "digital.in", "digital.out", "analog.in", "analog.out", "pwm.out", "pulse.in", "interrupt.in", "onewire", "ws2812.out",
    "i2c.sda", "i2c.scl", "spi.sck", "spi.mosi", "spi.miso", "spi.cs", "uart.tx", "uart.rx",
]


@dataclass(frozen=True)
class Source:
    """A document that facts are taken from. `url` http(s); `date` or `revision` as printed on it."""

    title: str
    publisher: str = ""
    url: str = ""
    date: str = ""
    revision: str = ""


@dataclass(frozen=True)
class Fact:
    """A quantity in SI units (the field's name ends in its unit) with where it stands.

    min/typ/max as the document gives them; one plain value is `typ` (a limit is `max` or `min`).
    `of`: the numbers are ratios of the voltage of that supply pin or rail of the part (VIH = 0.7 of VCC).
    `over`: the numbers are volts above that pin's voltage (absolute maximum VCC + 0.3).
    `cond` the condition it holds under; `doc` a key of [source.*]; `at` page or section; `quote` at most 15 words of it.
    `basis` "estimate" marks our own figure (no document), "measured" a published measurement.
    """

    min: float | None = None
    typ: float | None = None
    max: float | None = None
    of: str = ""
    over: str = ""
    cond: str = ""
    doc: str = ""
    at: str = ""
    quote: str = ""
    basis: Literal["document", "measured", "estimate"] = "document"
    unknown: bool = False

    def any(self) -> float | None:
        """The number to reckon with when only one is wanted: typ, else max, else min."""
        return next((x for x in (self.typ, self.max, self.min) if x is not None), None)


@dataclass(frozen=True)
class Cite:
    """Provenance of something that is not a number: `about` names it ("pin SDA drive", "reset of GPIO12")."""

    about: str
    doc: str
    at: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Pull:
    """A pull resistor inside the part: to which of its pins or rails, how strong, whether a jumper removes it."""

    to: str
    ohm: Fact | None = None
    removable: bool = False
    when: Literal["always", "reset", "software"] = "always"


@dataclass(frozen=True)
class Reset:
    """A pin around reset. For boards: `strap` the level it must have when sampled for a normal start ("" = not a strap),
    `sampled` when, `own_pull` what the chip applies, `glitch` what it puts out during boot. For parts: `presents` what the
    pin shows the board unpowered, at reset and idle: "high-z", "high", "low", "pull-up", "pull-down".
    """

    strap: Literal["high", "low", "any", ""] = ""
    sampled: str = ""
    own_pull: Literal["up", "down", "none", ""] = ""
    glitch: str = ""
    presents: Literal["high-z", "high", "low", "pull-up", "pull-down", ""] = ""
    wrong_level: str = ""
    doc: str = ""
    at: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Pin:
    """One pin at the edge of the part, or all pins of one name that are the same node (`joined`).

    `connect` is what it must be joined to; `optional` pins may stay open; `tied` names the pin it is tied to when unused.
    `domain` is the supply pin or rail of this part whose voltage sets its levels. `functions` (boards): gpio, in, out,
    pull_up, pull_down, adc:ADC1.6, dac:1, pwm:TIMER1.A (or pwm:* where any channel fits), touch:T0, interrupt:INT0,
    i2c:0.sda (i2c:*.sda), spi:0.mosi, uart:0.tx, led, flash, usb, reset, aref.
    `abs_max_v` while powered, `abs_max_unpowered_v` while not; `source_a`/`sink_a` the most it may give or take.
    """

    name: str
    type: PinType = "unspecified"
    aliases: tuple[str, ...] = ()
    number: str = ""
    connect: Connect = ""
    optional: bool = False
    tied: str = ""
    joined: str = ""
    domain: str = ""
    drive: Drive = ""
    functions: tuple[str, ...] = ()
    vil_v: Fact | None = None
    vih_v: Fact | None = None
    vol_v: Fact | None = None
    voh_v: Fact | None = None
    abs_max_v: Fact | None = None
    abs_min_v: Fact | None = None
    abs_max_unpowered_v: Fact | None = None
    source_a: Fact | None = None
    sink_a: Fact | None = None
    recommended_a: Fact | None = None
    output_v: Fact | None = None
    analog_out_v: Fact | None = None
    pull: Pull | None = None
    reset: Reset | None = None
    caution: str = ""
    polarity: str = ""


@dataclass(frozen=True)
class SupplyInput:
    """A way power enters: between `pin` and `ground`. Currents in A at the stated condition; `v` the range it works in.

    `peak_shared`: groups of outputs that take equal shares of `peak_a` (the channels of an amplifier).
    """

    pin: str
    ground: str = "GND"
    v: Fact | None = None
    abs_max_v: Fact | None = None
    reverse_protected: bool = False
    typical_a: Fact | None = None
    peak_a: Fact | None = None
    peak_shared: tuple[tuple[str, ...], ...] = ()
    inrush_a: Fact | None = None
    stall_a: Fact | None = None
    sleep_a: Fact | None = None
    noisy: bool = False


@dataclass(frozen=True)
class Rail:
    """A supply that the part gives at `pin`, made from `source` (a pin of it, or "usb", "cell").

    `kind`: linear regulator, switching converter, diode, direct wire, cell. `follows`: its voltage is the input's less
    `drop_v`. `dropout_v` the least difference; `max_a` what may be taken; `thermal_w` what it can get rid of.
    `input_v` the range of the source; `bidirectional`: feeding power into the pin also works. `back_feed`: what happens
    when the pin is fed while the source is there too.
    """

    pin: str
    source: str = ""
    kind: Literal["linear", "switching", "diode", "direct", "cell", "charge_pump", ""] = ""
    v: Fact | None = None
    follows: str = ""
    drop_v: Fact | None = None
    dropout_v: Fact | None = None
    input_v: Fact | None = None
    max_a: Fact | None = None
    thermal_w: Fact | None = None
    quiescent_a: Fact | None = None
    bidirectional: bool = False
    back_feed: str = ""


@dataclass(frozen=True)
class Piece:
    """What a module is made of: kind chip, regulator, level_shifter, pull_up, led, diode, transistor, relay, crystal."""

    kind: str
    name: str = ""
    on: str = ""
    note: str = ""
    doc: str = ""
    at: str = ""


@dataclass(frozen=True)
class Provide:
    """A function the part can serve: `role` (sense, act, show, input, power, store, communicate, drive, shift, time,
    identify, protect, connect) and a concept of data/concepts. `conditions` narrow it: {medium = "soil"}.
    `reading`, `event`, `actions` name what firmware offers for it. `rank` orders parts that do the same: 0 the usual choice.
    """

    role: str
    concept: str
    conditions: Mapping[str, Any] = field(default_factory=dict)
    reading: str = ""
    event: str = ""
    actions: tuple[str, ...] = ()
    rank: int = 0


@dataclass(frozen=True)
class ReadingSpec:
    """A value firmware can read: unit, what it can be, and for a state its two words."""

    unit: str
    min: float | None = None
    max: float | None = None
    accuracy: float | None = None
    kind: Literal["number", "state", "text"] = "number"
    concept: str = ""
    usual: tuple[float, float] | None = None


@dataclass(frozen=True)
class EventSpec:
    concept: str = ""
    note: str = ""


@dataclass(frozen=True)
class ActionSpec:
    """An action with its arguments by name → unit; `concept` what it does to the world."""

    args: Mapping[str, str] = field(default_factory=dict)
    concept: str = ""


@dataclass(frozen=True)
class I2c:
    """7-bit addresses, the default first; `select` how to choose another; pull-ups are [[pin]].pull facts."""

    addresses: tuple[int, ...]
    select: str = ""
    max_hz: Fact | None = None
    doc: str = ""
    at: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Need:
    """Something outside that the part cannot work without.

    kind: series_resistor (for `pin`, limits current), pull_up / pull_down (`pin` to `to`), divider (the part is the upper or
    lower half between `pin` and `to`), decoupling / bulk_capacitor (across `pin` and `to`), contrast (a potentiometer's
    wiper at `pin`), driver (a switch for [load]), flyback, level_shift, second_supply, termination, companion (the part `to`,
    joined as `joins` says, this part's pin first; without `to` something that is not bought here: `when` says what).
    `ohm`, `farad`: the value asked for. `when` the condition in words ("cable over 1 m"); `advice`: good practice only.
    """

    kind: str
    pin: str = ""
    to: str = ""
    ohm: Fact | None = None
    farad: Fact | None = None
    when: str = ""
    advice: bool = False
    joins: Mapping[str, str] = field(default_factory=dict)
    doc: str = ""
    at: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Load:
    """The part as something to be switched between `plus` and `minus`: led, motor, coil, heater, lamp, piezo, speaker.

    `v` rated voltage, `typical_a`, `stall_a`, `inrush_a`; `vf_v` forward voltage by colour or channel at `at_a`;
    `max_a` the most it stands; `ohm` its resistance. `either_way`: polarity does not matter.
    """

    kind: Literal["led", "motor", "coil", "heater", "lamp", "piezo", "speaker", "valve"]
    plus: str
    minus: str
    v: Fact | None = None
    typical_a: Fact | None = None
    stall_a: Fact | None = None
    inrush_a: Fact | None = None
    max_a: Fact | None = None
    ohm: Fact | None = None
    vf_v: Mapping[str, Fact] = field(default_factory=dict)
    inductive: bool = False
    either_way: bool = False


@dataclass(frozen=True)
class RdsOn:
    vgs_v: float
    ohm: Fact


@dataclass(frozen=True)
class Switch:
    """The part as a switch or driver: which pin controls which load pin.

    kind: nmos, pmos, npn, pnp, darlington, hbridge, relay, optocoupler, analog. `channels` of (control, load) pin names.
    """

    kind: Literal["nmos", "pmos", "npn", "pnp", "darlington", "hbridge", "relay", "optocoupler", "solid_state"]
    channels: tuple[tuple[str, str], ...] = ()
    common: str = ""
    max_v: Fact | None = None
    max_a: Fact | None = None
    rds_on: tuple[RdsOn, ...] = ()
    vgs_th_v: Fact | None = None
    vgs_max_v: Fact | None = None
    gate_c: Fact | None = None
    hfe: Fact | None = None
    vce_sat_v: Fact | None = None
    vbe_v: Fact | None = None
    drop_v: Fact | None = None
    control_a: Fact | None = None
    flyback: bool = False
    active: Literal["high", "low", ""] = ""


@dataclass(frozen=True)
class Timing:
    """What firmware must keep: seconds and hertz."""

    warm_up_s: Fact | None = None
    min_interval_s: Fact | None = None
    conversion_s: Fact | None = None
    max_bus_hz: Fact | None = None


@dataclass(frozen=True)
class Takes:
    """A shared resource that using the part, or a library for it, takes on a family of boards.

    `resource` "TIMER1", "UART0", "PWM"; `by` the driver or library; `boards` ids it holds for (empty: all).
    """

    resource: str
    by: str = ""
    boards: tuple[str, ...] = ()
    doc: str = ""
    at: str = ""


@dataclass(frozen=True)
class Mechanics:
    """How it sits. `mount`: plugged (rigid pins in breadboard holes), leads (bendable legs), wired (own wires, terminals or
    a header reached by jumper wires), none (a cell, a supply). `rows`: pin names in order, "" for a gap, one list a row;
    two rows are `row_gap` holes apart (3 = 0.3 inch, over the gutter). `lead_span` least and most holes between the ends of
    a two-legged part. `header`: soldered, loose (to be soldered), female, terminal, none.
    """

    mount: Literal["plugged", "leads", "wired", "none"] = "wired"
    pitch_mm: float = 2.54
    rows: tuple[tuple[str, ...], ...] = ()
    row_gap: int = 0
    lead_span: tuple[int, int] = (2, 6)
    size_mm: tuple[float, float] = (0.0, 0.0)
    header: Literal["soldered", "loose", "female", "terminal", "none", ""] = ""
    doc: str = ""
    at: str = ""
    art: str = ""


@dataclass(frozen=True)
class Order:
    """An order number at a supplier, with the page that shows it."""

    supplier: str
    sku: str
    url: str = ""
    as_of: str = ""


@dataclass(frozen=True)
class Price:
    """A unit price; without a dated source `basis` is "estimate" and it is shown as one. `pack`: pieces it buys."""

    value: str
    currency: str = "USD"
    basis: Literal["estimate", "offer"] = "estimate"
    as_of: str = ""
    url: str = ""
    pack: int = 1


@dataclass(frozen=True)
class Ordering:
    """How to buy it. `generic` modules have no MPN: `search` is what to look for."""

    manufacturer: str = ""
    mpn: str = ""
    mpn_doc: str = ""
    generic: bool = False
    search: str = ""
    orders: tuple[Order, ...] = ()
    price: Price | None = None


@dataclass(frozen=True)
class AttrSpec:
    """An attribute a part in use may have: its kind and what it may be."""

    kind: Literal["number", "text", "choice", "integer"] = "text"
    unit: str = ""
    choices: tuple[str, ...] = ()
    default: Any = None
    min: float | None = None
    max: float | None = None
    series: str = ""


@dataclass(frozen=True)
class PortLimit:
    """A current limit over several pins together (a port, a chip, a rail)."""

    name: str
    pins: tuple[str, ...]
    max_a: Fact
    direction: Literal["source", "sink", "both"] = "both"


@dataclass(frozen=True)
class Conflict:
    """A resource that is not there while a feature is on: ADC2 while Wi-Fi runs."""

    resource: str
    feature: str
    why: str
    doc: str = ""
    at: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Board:
    """What only a controller board has. `fqbn`, `platformio` name it for tools; `languages` firmware that OHM writes for
    it, best first; none: it is judged in circuits, but chosen only when it is named.

    `logic_rail` the rail of its I/O; `reference_v` of the ADC; `adc_bits`; `prefer` the usual pin of a function
    ({"i2c.sda" = "GPIO21"}); `avoid` pins to use last, with why; `takes` what the core keeps for itself (TIMER0 for
    millis, UART0 for USB); `onboard` things on the board by pin; `rank` orders boards by everyday fitness.
    """

    mcu: str
    family: Literal["avr", "attiny", "esp32", "esp8266", "rp2040", "stm32"]
    logic_rail: str
    clock_hz: float = 0
    flash_bytes: int = 0
    ram_bytes: int = 0
    fqbn: str = ""
    platformio: str = ""
    languages: tuple[str, ...] = ("arduino",)
    wireless: tuple[str, ...] = ()
    reference_v: Fact | None = None
    adc_bits: int = 10
    pwm_bits: int = 8
    port_limits: tuple[PortLimit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    prefer: Mapping[str, str] = field(default_factory=dict)
    avoid: Mapping[str, str] = field(default_factory=dict)
    takes: tuple[Takes, ...] = ()
    onboard: Mapping[str, str] = field(default_factory=dict)
    pull_up_ohm: Fact | None = None
    pull_down_ohm: Fact | None = None
    upload: str = ""
    rank: int = 0
    doc: str = ""
    at: str = ""


@dataclass(frozen=True)
class Part:
    """A part or board, its facts at the module's edge. `driver` names the firmware driver; `wokwi` the Wokwi part type and
    `wokwi_pins` its pin names where they differ. `recognise` how to see that yours is this one; `sides` how to tell the
    sides of a polar part. `variant` is the id of the variant these facts are of.
    """

    id: str
    name: str
    category: str
    summary: str = ""
    aliases: tuple[str, ...] = ()
    source: Mapping[str, Source] = field(default_factory=dict)
    cite: tuple[Cite, ...] = ()
    pin: tuple[Pin, ...] = ()
    supply: tuple[SupplyInput, ...] = ()
    rail: tuple[Rail, ...] = ()
    assembly: tuple[Piece, ...] = ()
    provides: tuple[Provide, ...] = ()
    readings: Mapping[str, ReadingSpec] = field(default_factory=dict)
    events: Mapping[str, EventSpec] = field(default_factory=dict)
    actions: Mapping[str, ActionSpec] = field(default_factory=dict)
    i2c: I2c | None = None
    needs: tuple[Need, ...] = ()
    load: Load | None = None
    loads: tuple[Load, ...] = ()
    switch: Switch | None = None
    timing: Timing = Timing()
    takes: tuple[Takes, ...] = ()
    mechanics: Mechanics = Mechanics()
    ordering: Ordering = Ordering()
    board: Board | None = None
    attrs: Mapping[str, AttrSpec] = field(default_factory=dict)
    driver: str = ""
    wokwi: str = ""
    wokwi_pins: Mapping[str, str] = field(default_factory=dict)
    recognise: str = ""
    sides: str = ""
    tips: tuple[str, ...] = ()
    variant: str = ""
    variants: tuple[VariantNote, ...] = ()


@dataclass(frozen=True)
class VariantNote:
    """A form the part is sold in: how to recognise it, and (in files) under `set` the keys that differ."""

    id: str
    name: str
    recognise: str
    default: bool = False


def group_of(category: str) -> str:
    """The first word of a category: 'sensor' of 'sensor:soil'."""
    return category.split(":", 1)[0]
