"""The drivers that read: buttons, knobs, sensors, clocks."""

from __future__ import annotations

from ohm_core.circuit.hookup import Signal
from ohm_core.firmware.sites import adc_counts, address, mode_of, rail_volts, signal_of, timing_ms
from ohm_core.firmware.spec import Driver, Hex, Level, Role, Setting, Site, Symbol

# DFRobot's capacitive probe (SEN0193 and its copies) gives about 2.5 V in air and 1.2 V in water.
SOIL_DRY_V, SOIL_WET_V = 2.5, 1.2


def _contact(site: Site) -> tuple[Setting, ...]:
    signal = signal_of(site)
    return (Setting(Level(signal.active == "high"), "PRESSED", "what the pin reads while it is held"),
            Setting(mode_of(signal), "MODE", _pull_words(signal)))


def _pull_words(signal: Signal) -> str:
    words = {"internal-up": "the board's own pull-up holds the line", "internal-down": "the board's own pull-down holds the line",
             "external-up": "a resistor to the supply holds the line", "external-down": "a resistor to ground holds the line"}
    return words.get(signal.pull, "the part drives the line itself")


def _digital(site: Site) -> tuple[Setting, ...]:
    signal = signal_of(site)
    what = next((name for name, spec in site.part.part.readings.items() if spec.kind == "state"), "active")
    settle = 20 if site.part.part.supply == () else 0
    return (Setting(what), Setting(Level(signal.active == "high"), "ACTIVE", f"what the pin reads for {what}"),
            Setting(mode_of(signal), "MODE", _pull_words(signal)), Setting(settle))


def _percent(site: Site) -> tuple[Setting, ...]:
    """0 % and 100 % in readings of the converter, from how the part sits in its divider."""
    top = adc_counts(site, rail_volts(site) * signal_of(site).ratio)
    low, high = (top, 0) if _falls(site) else (0, top)
    return (Setting(low, "AT_0", "reading that means 0 %"), Setting(high, "AT_100", "reading that means 100 %"))


def _falls(site: Site) -> bool:
    """True where the voltage falls as the reading rises."""
    part = site.part.part
    if part.driver == "analog" and site.hookup.half:
        return site.hookup.half == "lower"
    if part.category.startswith("sensor:ldr") and part.supply:
        return True  # the comparator module has its LDR in the lower half
    if "1" in (p.name for p in part.pin) and "2" in (p.name for p in part.pin):
        net = site.circuit.net_at(site.part.ref, "2")
        return net is not None and net.kind == "ground"
    return False


def _soil(site: Site) -> tuple[Setting, ...]:
    ratio = signal_of(site).ratio
    return (Setting(adc_counts(site, SOIL_DRY_V * ratio), "DRY", "reading in dry air: measure yours"),
            Setting(adc_counts(site, SOIL_WET_V * ratio), "WET", "reading in a glass of water: measure yours"))


def _dht(site: Site) -> tuple[Setting, ...]:
    model = "DHT11" if "11" in site.part.part.id else "DHT22"
    return (Setting(Symbol(f"DhtSensor::{model}", f"DhtSensor.{model}")),
            Setting(timing_ms(site, 2000), "EVERY_MS", "it must not be asked more often"))


def _every(default_ms: int, note: str) -> "object":
    def settings(site: Site) -> tuple[Setting, ...]:
        return (Setting(max(timing_ms(site, default_ms), default_ms), "EVERY_MS", note),)

    return settings


def _addressed(site: Site) -> tuple[Setting, ...]:
    return (Setting(Hex(address(site)), "ADDRESS", "I2C address"),)


BUTTON = Driver("button", "Button", "ohm_button", (Role(pins=("1", "2", "SIG", "OUT")),), _contact, {"pressed": "is_pressed"},
                frozenset({"pressed"}), events={"pressed": "pressed", "released": "released"}, stands_for='"Bounce2" by Thomas O Fredericks')

DIGITAL = Driver("digital_in", "DigitalInput", "ohm_digital", (Role(pins=("OUT", "DO", "SIG", "S", "2", "1")),), _digital,
                 {name: "active" for name in ("motion", "closed", "tilted", "touched", "flame", "vibration", "magnet", "beam_broken", "pressed")},
                 frozenset({"motion", "closed", "tilted", "touched", "flame", "vibration", "magnet", "beam_broken", "pressed"}),
                 events={"motion": "began", "tilted": "began", "knocked": "began", "touched": "began", "pressed": "began", "released": "ended",
                         "closed": "began", "opened": "ended", "beam_broken": "began", "vibration": "began", "flame": "began", "magnet": "began"})

PERCENT = ("position_pct", "light_pct", "moisture_pct", "gas_pct", "sound_pct", "knock_pct", "water_pct", "rain_pct", "level_pct")
ANALOG = Driver("analog", "AnalogSensor", "ohm_analog", (Role(pins=("SIG", "AO", "OUT", "2", "1")),), _percent, {name: "percent" for name in PERCENT},
                named=False)
SOIL = Driver("soil", "AnalogSensor", "ohm_analog", (Role(pins=("AOUT", "AO", "SIG", "OUT")),), _soil, {"moisture_pct": "percent"}, named=False)

DHT = Driver("dht", "DhtSensor", "ohm_dht", (Role(pins=("DATA", "OUT", "SDA")),), _dht, {"temperature_c": "temperature", "humidity_pct": "humidity"},
             fragile=True, stands_for='"DHT sensor library" by Adafruit')

HCSR04 = Driver("hcsr04", "DistanceSensor", "ohm_hcsr04", (Role("TRIG", ("TRIG",)), Role("ECHO", ("ECHO",))),
                _every(100, "at least 60, or the last echo is heard again"),  # type: ignore[arg-type]
                {"distance_cm": "distance"}, fragile=True, stands_for='"NewPing" by Tim Eckel')

READERS = (BUTTON, DIGITAL, ANALOG, SOIL, DHT, HCSR04)
