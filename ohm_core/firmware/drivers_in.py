"""The drivers that read: buttons, knobs, sensors, clocks."""

from __future__ import annotations

from collections.abc import Callable

from ohm_core.circuit.hookup import Signal
from ohm_core.firmware.polarity import active_level, ends
from ohm_core.firmware.presses import presses
from ohm_core.firmware.sites import adc_counts, adc_max, addressed, attr, mode_of, rail_volts, signal_of, timing_ms, wired
from ohm_core.firmware.spec import Driver, Level, Role, Setting, Site, Symbol

TRUE, FALSE = Symbol("true", "True"), Symbol("false", "False")


def _contact(site: Site) -> tuple[Setting, ...]:
    signal = signal_of(site)
    return (Setting(Level(signal.active == "high"), "PRESSED", "what the pin reads while it is held"),
            Setting(mode_of(signal), "MODE", _pull_words(signal)))


def _pull_words(signal: Signal) -> str:
    words = {"internal-up": "the board's own pull-up holds the line", "internal-down": "the board's own pull-down holds the line",
             "external-up": "a resistor to the supply holds the line", "external-down": "a resistor to ground holds the line"}
    return words.get(signal.pull, "the part drives the line itself")


def _gestures(site: Site) -> tuple[Setting, ...]:
    """A contact, or a touch pad that works as one, with the times that tell its presses apart."""
    asked = presses(site.circuit.design.behaviours, site.part.ref)
    assert asked
    long_ms, again_ms = round(asked.long_s * 1000), round(asked.again_s * 1000)
    signal = signal_of(site)
    level = signal.active if site.part.part.driver == "button" else active_level(site.part, site.part.pin(signal.pin), signal.active)
    return (Setting(Level(level == "high"), "PRESSED", "what the pin reads while it is held"), Setting(mode_of(signal), "MODE", _pull_words(signal)),
            Setting(long_ms, "LONG_MS", "held so long it is a long press") if long_ms else Setting(0),
            Setting(again_ms, "AGAIN_MS", "a second press within this time makes a double one") if again_ms else Setting(0))


def _digital(site: Site) -> tuple[Setting, ...]:
    signal = next(wired(site, DIGITAL_PINS), None) or signal_of(site)
    readings = site.part.part.readings
    what = next((name for name, spec in readings.items() if spec.kind == "state"), next(iter(readings), "active")).removesuffix("_pct")
    settle = 20 if site.part.part.supply == () else 0
    return (Setting(what), Setting(Level(active_level(site.part, site.part.pin(signal.pin), signal.active) == "high"), "ACTIVE", f"what the pin reads for {what}"),
            Setting(mode_of(signal), "MODE", _pull_words(signal)), Setting(settle))


def _percent(site: Site) -> tuple[Setting, ...]:
    """0 % and 100 % in readings of the converter: the voltages the part says, else the ends of its supply, as it sits in its divider."""
    return _between(site, ("AT_0", "reading that means 0 %"), ("AT_100", "reading that means 100 %"))


def _soil(site: Site) -> tuple[Setting, ...]:
    return _between(site, ("DRY", "reading in dry air"), ("WET", "reading in a glass of water"))


def _between(site: Site, *names: tuple[str, str]) -> tuple[Setting, ...]:
    top, signal = rail_volts(site), next(wired(site, ANALOG_PINS), None) or signal_of(site)
    said = ends(site.part, top)
    volts = said or ((top, 0.0) if _upside_down(site) else (0.0, top))
    return tuple(Setting(adc_counts(site, v * signal.ratio), name, note + (": measure yours" if said else "")) for v, (name, note) in zip(volts, names, strict=True))


def _upside_down(site: Site) -> bool:
    """True where the wiring makes the voltage fall as the reading rises: the lower half of a divider, a knob fed from its far end."""
    if site.hookup.half:
        return site.hookup.half == "lower"
    net = site.circuit.net_at(site.part.ref, "2") if site.part.pin("2") else None
    return net is not None and net.kind == "ground"


def _dht(site: Site) -> tuple[Setting, ...]:
    model = "DHT11" if "11" in site.part.part.id else "DHT22"
    return (Setting(Symbol(f"DhtSensor::{model}", f"DhtSensor.{model}")), Setting(timing_ms(site, 2000), "EVERY_MS", "it must not be asked more often"))


def _every(default_ms: int, note: str) -> Callable[[Site], tuple[Setting, ...]]:
    return lambda site: (Setting(max(timing_ms(site, default_ms), default_ms), "EVERY_MS", note),)


def _thermistor(site: Site) -> tuple[Setting, ...]:
    return (Setting(adc_max(site)), Setting(float(site.hookup.fixed_ohm or 10_000), "FIXED_OHM", "the other half of the divider"),
            Setting(float(attr(site, "resistance_ohm") or 10_000), "OHM_AT_25", "its resistance at 25 °C"), Setting(float(attr(site, "beta") or 3950), "BETA", "from its datasheet"),
            Setting(TRUE if site.hookup.half == "upper" else FALSE))


def _straight(site: Site) -> tuple[Setting, ...]:
    return (Setting(adc_max(site)), Setting(float(site.volts), "FULL_VOLTS", "what the highest reading stands for"),
            Setting(float(_or(attr(site, "at_0_c_v"), 0.5)), "VOLTS_AT_0", "at 0 °C"), Setting(float(_or(attr(site, "v_per_c"), 0.01)), "VOLTS_PER_DEGREE"))


def _or(value: float | None, default: float) -> float:
    return default if value is None else value


def _full(site: Site) -> tuple[Setting, ...]:
    return (Setting(adc_max(site)),)


def _knock(site: Site) -> tuple[Setting, ...]:
    return (Setting(adc_max(site)), Setting(10.0, "THRESHOLD_PCT", "a swing of so much is a knock"))


def _flow(site: Site) -> tuple[Setting, ...]:
    return (Setting(float(_or(attr(site, "hz_per_lpm"), 7.5)), "HERTZ_PER_LITRE_MINUTE", "from its datasheet"),)


def _scale(site: Site) -> tuple[Setting, ...]:
    return (Setting(float(_or(attr(site, "scale"), 420.0)), "COUNTS_PER_GRAM", "belongs to your load cell: calibrate it with a known weight"),)


STATES = ("motion", "closed", "tilted", "touched", "flame", "vibration", "magnet", "beam_broken", "pressed", "line", "obstacle", "rain", "water",
          "gas", "sound", "knock", "open", "detected", "light", "dark", "present")
BEGINS = ("motion", "tilted", "knocked", "touched", "pressed", "closed", "beam_broken", "vibration", "flame", "magnet", "line", "obstacle", "sound",
          "detected", "activated", "rain")
PERCENT = ("position_pct", "light_pct", "moisture_pct", "gas_pct", "sound_pct", "knock_pct", "water_pct", "rain_pct", "level_pct", "flame_pct", "line_pct")
DIGITAL_PINS, ANALOG_PINS = ("OUT", "DO", "SIG", "S", "2", "1"), ("SIG", "AOUT", "AO", "OUT", "S", "2", "1")
PRESS_EVENTS = {"pressed": "pressed", "released": "released"}

BUTTON = Driver("button", "Button", "ohm_button", (Role(pins=("1", "2", "SIG", "OUT")),), _contact, {"pressed": "is_pressed"},
                frozenset({"pressed"}), events=PRESS_EVENTS, stands_for='"Bounce2" by Thomas O Fredericks')
GESTURES = Driver("gestures", "GestureButton", "ohm_gestures", BUTTON.roles, _gestures, {"pressed": "is_pressed", "touched": "is_pressed"}, frozenset({"pressed", "touched"}),
                  events={**PRESS_EVENTS, "touched": "pressed", "long_pressed": "long_pressed", "double_pressed": "double_pressed"}, stands_for='"OneButton" by Matthias Hertel')
DIGITAL = Driver("digital_in", "DigitalInput", "ohm_digital", (Role(pins=DIGITAL_PINS),), _digital,
                 {**dict.fromkeys(STATES, "active"), **dict.fromkeys(PERCENT, "percent")}, frozenset(STATES),
                 events={**dict.fromkeys(BEGINS, "began"), "released": "ended", "opened": "ended"})
ANALOG = Driver("analog", "AnalogSensor", "ohm_analog", (Role(pins=ANALOG_PINS),), _percent, dict.fromkeys(PERCENT, "percent"), named=False)
SOIL = Driver("soil", "AnalogSensor", "ohm_analog", (Role(pins=ANALOG_PINS),), _soil, {"moisture_pct": "percent"}, named=False)
SOUND = Driver("sound", "SoundSensor", "ohm_sound", (Role(pins=("OUT", "AO")),), _full, {"sound_pct": "percent"}, named=False)
KNOCK = Driver("knock", "KnockSensor", "ohm_knock", (Role(pins=("+", "SIG", "OUT", "1", "A")),), _knock, {"knock_pct": "percent"}, events={"knocked": "knocked"})
NTC = Driver("ntc", "Thermistor", "ohm_thermometer", (Role(pins=("1", "2")),), _thermistor, {"temperature_c": "temperature"}, fragile=True)
TMP36 = Driver("tmp36", "VoltThermometer", "ohm_thermometer", (Role(pins=("VOUT", "OUT")),), _straight, {"temperature_c": "temperature"}, fragile=True)
DHT = Driver("dht", "DhtSensor", "ohm_dht", (Role(pins=("DATA", "OUT", "SDA")),), _dht, {"temperature_c": "temperature", "humidity_pct": "humidity"},
             fragile=True, stands_for='"DHT sensor library" by Adafruit')
DS18B20 = Driver("ds18b20", "ThermoProbe", "ohm_ds18b20", (Role(pins=("DQ", "DATA")),), readings={"temperature_c": "temperature"}, fragile=True,
                 stands_for='"DallasTemperature" by Miles Burton')
BME280 = Driver("bme280", "AirSensor", "ohm_bme280", (), addressed, {"temperature_c": "temperature", "humidity_pct": "humidity", "pressure_hpa": "pressure"},
                fragile=True, bus="i2c", stands_for='"Adafruit BME280 Library"')
MPU6050 = Driver("mpu6050", "MotionSensor", "ohm_mpu6050", (), addressed,
                 {**{f"{kind}_{axis}_{unit}": f"{kind}_{axis}" for kind, unit in (("accel", "g"), ("gyro", "dps")) for axis in "xyz"},
                  "tilted": "is_tilted", "motion": "is_shaken", "vibration": "is_shaken"},
                 frozenset({"tilted", "motion", "vibration"}), events={"tilted": "tilted", "motion": "shaken", "vibration": "shaken", "knocked": "shaken"},
                 fragile=True, bus="i2c", stands_for='"Adafruit MPU6050"')
BH1750 = Driver("bh1750", "LuxSensor", "ohm_bh1750", (), addressed, {"light_lux": "lux"}, fragile=True, bus="i2c", stands_for='"BH1750" by Christopher Laws')
INA219 = Driver("ina219", "PowerMeter", "ohm_ina219", (), addressed, {"voltage_v": "voltage", "current_a": "current"}, fragile=True, bus="i2c",
                stands_for='"Adafruit INA219"')
HCSR04 = Driver("hcsr04", "DistanceSensor", "ohm_hcsr04", (Role("TRIG", ("TRIG",)), Role("ECHO", ("ECHO",))), _every(100, "at least 60, or the last echo is heard again"),
                {"distance_cm": "distance"}, fragile=True, stands_for='"NewPing" by Tim Eckel')
HX711 = Driver("hx711", "Scale", "ohm_hx711", (Role("DATA", ("DT", "DOUT")), Role("CLOCK", ("SCK",))), _scale, {"weight_g": "weight"}, fragile=True,
               stands_for='"HX711" by Bogdan Necula')
JOYSTICK = Driver("joystick", "Joystick", "ohm_joystick", (Role("X", ("VRX",)), Role("Y", ("VRY",)), Role("BUTTON", ("SW",), optional=True)), _full,
                  {"x_pct": "x", "y_pct": "y", "pressed": "is_pressed"}, frozenset({"pressed"}), events=PRESS_EVENTS)
ENCODER = Driver("rotary_encoder", "RotaryEncoder", "ohm_encoder", (Role("CLK", ("CLK",)), Role("DT", ("DT",)), Role("BUTTON", ("SW",), optional=True)),
                 readings={"position_steps": "steps", "pressed": "is_pressed"}, states=frozenset({"pressed"}), events={**PRESS_EVENTS, "turned": "turned", "position_steps": "turned"},
                 stands_for='"Encoder" by Paul Stoffregen')
KEYPAD = Driver("keypad", "Keypad", "ohm_keypad", (Role("ROWS", ("R1", "R2", "R3", "R4"), every=True), Role("COLUMNS", ("C1", "C2", "C3", "C4"), every=True)),
                readings={"key": "key", "code": "code"}, texts=frozenset({"key", "code"}), events={"key_pressed": "pressed", "code_entered": "entered"},
                stands_for='"Keypad" by Mark Stanley')
IR = Driver("ir_receiver", "InfraredReceiver", "ohm_ir", (Role(pins=("OUT",)),), readings={"code": "code", "key": "key"}, texts=frozenset({"code", "key"}),
            events={"code_received": "received"}, stands_for='"IRremote" by Armin Joachimsmeyer')
RC522 = Driver("rc522", "TagReader", "ohm_rc522", (Role("CS", ("SDA", "CS")), Role("RESET", ("RST",))), readings={"tag": "tag"}, texts=frozenset({"tag"}),
               events={"tag_read": "detected"}, bus="spi", stands_for='"MFRC522" by Miguel Balboa')

MCP9808 = Driver("mcp9808", "PreciseThermometer", "ohm_mcp9808", (), addressed, {"temperature_c": "temperature"}, fragile=True, bus="i2c",
                 stands_for='"Adafruit MCP9808 Library"')
MAX6675 = Driver("max6675", "ProbeThermometer", "ohm_max6675", (Role("CLOCK", ("SCK",)), Role("CS", ("CS",)), Role("DATA", ("SO",))),
                 readings={"temperature_c": "temperature"}, fragile=True, stands_for='"MAX6675 library" by Adafruit')
FLOW = Driver("flow_pulses", "FlowSensor", "ohm_flow", (Role(pins=("OUT", "SIG", "DATA")),), _flow, {"flow_lpm": "flow", "volume_l": "volume"}, stands_for='"FlowSensor" by hafidh')

READERS = (BUTTON, GESTURES, DIGITAL, ANALOG, SOIL, SOUND, KNOCK, NTC, TMP36, DHT, DS18B20, BME280, MPU6050, BH1750, INA219, HCSR04, HX711, JOYSTICK, ENCODER,
           KEYPAD, IR, RC522, MCP9808, MAX6675, FLOW)
