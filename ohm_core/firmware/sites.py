"""Figures that drivers are set up with, reckoned from the circuit: levels, pulls, converter readings, intervals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ohm_core.circuit.circuit import Circuit, Net
from ohm_core.circuit.hookup import Signal
from ohm_core.errors import Bug
from ohm_core.firmware.spec import Hex, Mode, Setting, Site

# What analogRead() returns at the reference: 10 bits on AVR and ESP8266 and, unless told, on the RP2040 core; 12 on the ESP32.
ADC_MAX = {"avr": 1023, "esp8266": 1023, "rp2040": 1023, "esp32": 4095}
ADC_MAX_PYTHON = 65535  # read_u16()


def signal_of(site: Site) -> Signal:
    """The one signal of a part that has one: its control, else the first of its pins that reaches the board."""
    found = site.hookup.control or next(iter(site.hookup.signals.values()), None)
    if found is None:
        raise Bug(f"{site.part.ref} reaches no board pin, but a driver was chosen for it.")
    return found


def wired(site: Site, pins: Iterable[str]) -> Iterator[Signal]:
    """The signals of these pins of the part (names or aliases) that reach the board, in the order named."""
    for name in pins:
        pin = site.part.pin(name)
        signal = site.hookup.signals.get(name) or (site.hookup.signals.get(pin.name) if pin else None)
        if signal and signal.board_pin:
            yield signal


def mode_of(signal: Signal) -> Mode:
    """The input mode: firmware switches on a pull resistor only where no other holds the line."""
    return Mode({"internal-up": "up", "internal-down": "down"}.get(signal.pull, ""))


def adc_max(site: Site) -> int:
    if site.language == "micropython":
        return ADC_MAX_PYTHON
    return ADC_MAX[site.family]


def adc_counts(site: Site, volts: float) -> int:
    """What the converter returns for VOLTS at the board's pin, never above its full scale."""
    return min(adc_max(site), round(adc_max(site) * volts / site.volts))


def rail_volts(site: Site) -> float:
    """The highest supply voltage at the part; the board's reference where none is known."""
    nets = (site.circuit.net_at(site.part.ref, pin.name) for pin in site.part.part.pin)
    known = [v for net in nets if net and net.kind == "supply" and (v := net_volts(site.circuit, net)) is not None]
    return max(known, default=site.volts)


def net_volts(circuit: Circuit, net: Net) -> float | None:
    """The nominal voltage of a supply net, from the rail of the part that gives it."""
    for instance, pin in circuit.on(net):
        for rail in instance.part.rail:
            if rail.v and rail.pin in (pin.name, pin.joined):
                return rail.v.any()
    return None


def attr(site: Site, name: str) -> float | None:
    """A number among the part's attributes: the chosen one, else the catalogue's default."""
    spec = site.part.part.attrs.get(name)
    value = site.part.use.attr(name, spec.default if spec else None)
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) else None


def timing_ms(site: Site, default_ms: int) -> int:
    """The part's least interval between readings in milliseconds, else the default."""
    fact = site.part.part.timing.min_interval_s
    seconds = fact.any() if fact else None
    return round(seconds * 1000) if seconds else default_ms


def addressed(site: Site) -> tuple[Setting, ...]:
    return (Setting(Hex(address(site)), "ADDRESS", "I2C address"),)


def address(site: Site) -> int:
    if site.hookup.address is None:
        raise NotJoined(f"{site.part.ref} has no I2C address: its bus is not joined to the board.")
    return site.hookup.address


class NotJoined(Bug):
    """A part whose bus does not lead to the board, so that no driver can reach it; who makes devices says so."""
