"""The parts that are read, as ESPHome's components: sensors, buttons, knobs, clocks."""

from __future__ import annotations

from collections.abc import Callable

from ohm_core.firmware.devices import Device
from ohm_core.firmware.sites import adc_max, attr, rail_volts, signal_of
from ohm_core.firmware.spec import Level, Mode
from ohm_core.firmware.values import Unwritable
from ohm_core.formats.esphome_config import Config, Yaml

EVERY = "2s"
ENDS = {"released", "opened"}  # events that are the end of the state


def pin_of(d: Device, role: str = "") -> str:
    """The board pin of a role, "" for the only one. Raises Unwritable where it is not wired."""
    found = next((at for r, at in d.pins if not role or r.name == role), ())
    if not found:
        raise Unwritable(f"{d.ref} {role} is not joined to the board")
    return found[0]


def setting(d: Device, name: str) -> object:
    """The figure of this name among the driver's settings."""
    return next(s.value for s in d.settings if s.name == name)


def address(d: Device) -> str:
    return f"0x{d.site.hookup.address or 0:02X}"


def _contact(c: Config, d: Device) -> None:
    """Whatever is on or off: buttons, switches, detectors."""
    active = next((s.value for s in d.settings if isinstance(s.value, Level)), Level(True))
    mode = next((s.value for s in d.settings if isinstance(s.value, Mode)), Mode(""))
    made = c.id(d.var)
    c.add("binary_sensor", platform="gpio", id=made, name=d.ref, pin=c.pin(pin_of(d), inverted=not active.high, mode=mode.pull), filters=[{"delayed_on_off": "20ms"}])
    c.states |= {f"{d.ref}.{r}": made for r in d.site.part.part.readings}
    c.events |= {f"{d.ref}.{e}": (made, ("on_release",) if e in ENDS else ("on_press",)) for e in d.site.part.part.events}


def _adc(c: Config, d: Device, pin: str, **more: object) -> Yaml:
    """A voltage at the board's pin."""
    made = c.add("sensor", platform="adc", pin=c.pin(pin), update_interval=EVERY)
    if c.family == "esp32":
        made["attenuation"] = "12db"
    made.update(more)
    if c.family == "esp8266":
        made["filters"] = [{"multiply": d.site.volts}, *made.get("filters", [])]
    return made


def _percent(c: Config, d: Device) -> None:
    counts = [float(s.value) for s in d.settings if isinstance(s.value, (int, float)) and s.name in ("AT_0", "AT_100", "DRY", "WET")]
    low, high = (v / adc_max(d.site) * d.site.volts for v in (counts if len(counts) == 2 else (0, adc_max(d.site))))
    _scaled(c, d, pin_of(d), next(iter(d.site.part.part.readings)), low, high)


def _scaled(c: Config, d: Device, pin: str, reading: str, low: float, high: float) -> None:
    if low == high:
        raise Unwritable(f"{d.ref}: 0 % and 100 % are the same voltage")
    filters = [{"calibrate_linear": [f"{low:.3f} -> 0.0", f"{high:.3f} -> 100.0"]}, {"clamp": {"min_value": 0, "max_value": 100}}]
    _adc(c, d, pin, **c.sensor(d, reading), unit_of_measurement="%", filters=filters)


def _joystick(c: Config, d: Device) -> None:
    for axis in ("x", "y"):
        _scaled(c, d, pin_of(d, axis.upper()), f"{axis}_pct", 0.0, d.site.volts)
    _switch_of(c, d)


def _switch_of(c: Config, d: Device) -> None:
    """The button in a knob, where it is wired."""
    if at := next((at for r, at in d.pins if r.name == "BUTTON"), ()):
        made = c.id(f"{d.var}_button")
        c.add("binary_sensor", platform="gpio", id=made, name=f"{d.ref} button", pin=c.pin(at[0], inverted=True, mode="up"))
        c.states[f"{d.ref}.pressed"] = made
        c.events |= {f"{d.ref}.pressed": (made, ("on_press",)), f"{d.ref}.released": (made, ("on_release",))}


def _encoder(c: Config, d: Device) -> None:
    sensor = c.add("sensor", platform="rotary_encoder", **c.sensor(d, "position_steps"), pin_a=c.pin(pin_of(d, "CLK"), mode="up"), pin_b=c.pin(pin_of(d, "DT"), mode="up"))
    for event in ("turned", "position_steps"):
        c.events[f"{d.ref}.{event}"] = (sensor["id"], ("on_clockwise", "on_anticlockwise"))
    _switch_of(c, d)


def _dht(c: Config, d: Device) -> None:
    c.add("sensor", platform="dht", pin=c.pin(pin_of(d)), model="DHT11" if "11" in d.site.part.part.id else "DHT22", temperature=c.sensor(d, "temperature_c"), humidity=c.sensor(d, "humidity_pct"), update_interval=EVERY)


def _bme(c: Config, d: Device) -> None:
    readings = {"temperature": "temperature_c", "humidity": "humidity_pct", "pressure": "pressure_hpa"}
    has = {ours: c.sensor(d, name) for ours, name in readings.items() if name in d.site.part.part.readings}
    c.add("sensor", platform="bme280_i2c" if "humidity" in has else "bmp280_i2c", address=address(d), **has, update_interval=EVERY)


def _one_i2c(platform: str, reading: str) -> Callable[[Config, Device], None]:
    def build(c: Config, d: Device) -> None:
        c.add("sensor", platform=platform, address=address(d), **c.sensor(d, reading), update_interval=EVERY)

    return build


def _ds18b20(c: Config, d: Device) -> None:
    bus = c.id(f"{d.var}_bus")
    c.add("one_wire", platform="gpio", id=bus, pin=c.pin(pin_of(d)))
    c.add("sensor", platform="dallas_temp", one_wire_id=bus, **c.sensor(d, "temperature_c"), update_interval=EVERY)


def _ultrasonic(c: Config, d: Device) -> None:
    c.add("sensor", platform="ultrasonic", trigger_pin=c.pin(pin_of(d, "TRIG")), echo_pin=c.pin(pin_of(d, "ECHO")), **c.sensor(d, "distance_cm"), unit_of_measurement="cm", timeout="4m",
          update_interval="200ms", filters=[{"multiply": 100}])


def _scale(c: Config, d: Device) -> None:
    c.add("sensor", platform="hx711", dout_pin=c.pin(pin_of(d, "DATA")), clk_pin=c.pin(pin_of(d, "CLOCK")), **c.sensor(d, "weight_g"), unit_of_measurement="g", update_interval=EVERY,
          filters=[{"multiply": 1 / float(str(setting(d, "COUNTS_PER_GRAM")))}])


def _ina219(c: Config, d: Device) -> None:
    c.add("sensor", platform="ina219", address=address(d), shunt_resistance="0.1 ohm", bus_voltage=c.sensor(d, "voltage_v"), current=c.sensor(d, "current_a"), update_interval=EVERY)


def _motion(c: Config, d: Device) -> None:
    accel = {f"accel_{x}": c.sensor(d, f"accel_{x}_g", unit_of_measurement="g", filters=[{"multiply": 0.101972}]) for x in "xyz"}
    c.add("sensor", platform="mpu6050", address=address(d), **accel, **{f"gyro_{x}": c.sensor(d, f"gyro_{x}_dps") for x in "xyz"}, update_interval="200ms")


def _thermocouple(c: Config, d: Device) -> None:
    bus = c.id(f"{d.var}_spi")
    c.add("spi", id=bus, clk_pin=c.pin(pin_of(d, "CLOCK")), miso_pin=c.pin(pin_of(d, "DATA")))
    c.add("sensor", platform="max6675", spi_id=bus, cs_pin=c.pin(pin_of(d, "CS")), **c.sensor(d, "temperature_c"), update_interval=EVERY)


def _ntc(c: Config, d: Device) -> None:
    volts, ohms = c.id(f"{d.var}_volts"), c.id(f"{d.var}_ohms")
    _adc(c, d, pin_of(d), id=volts, internal=True)
    c.add("sensor", platform="resistance", id=ohms, sensor=volts, internal=True, configuration="UPSTREAM" if d.site.hookup.half == "upper" else "DOWNSTREAM", resistor=f"{d.site.hookup.fixed_ohm or 10000:g} ohm",
          reference_voltage=f"{rail_volts(d.site):g} V")
    c.add("sensor", platform="ntc", sensor=ohms, **c.sensor(d, "temperature_c"), calibration={"b_constant": setting(d, "BETA"), "reference_temperature": "25 °C", "reference_resistance": f"{setting(d, 'OHM_AT_25'):g} ohm"})


def _tmp36(c: Config, d: Device) -> None:
    zero, slope = float(str(setting(d, "VOLTS_AT_0"))), float(str(setting(d, "VOLTS_PER_DEGREE")))
    _adc(c, d, pin_of(d), **c.sensor(d, "temperature_c"), unit_of_measurement="°C", filters=[{"offset": -zero}, {"multiply": 1 / slope}])


def _flow(c: Config, d: Device) -> None:
    c.add("sensor", platform="pulse_counter", pin=c.pin(signal_of(d.site).board_pin), **c.sensor(d, "flow_lpm"), unit_of_measurement="L/min", update_interval=EVERY,
          filters=[{"multiply": 1 / (60 * (attr(d.site, "hz_per_lpm") or 7.5))}])


def _clock(c: Config, d: Device) -> None:
    if d.driver.name == "pcf8523":
        raise Unwritable(f"ESPHome has no PCF8523 ({d.ref})")
    c.add("time", platform="ds1307", id=c.id(d.var), address=address(d))
    c.numbers |= {f"{d.ref}.{name}": f"id({d.var}).now().{field}" for name, field in (("hour", "hour"), ("minute", "minute"), ("second", "second"), ("weekday", "day_of_week"))}
    c.texts[f"{d.ref}.time_text"] = f'id({d.var}).now().strftime("%H:%M")'


def _tags(c: Config, d: Device) -> None:
    reader = c.add("rc522_spi", id=c.id(d.var), cs_pin=c.pin(pin_of(d, "CS")), reset_pin=c.pin(pin_of(d, "RESET")))
    c.events[f"{d.ref}.tag_read"] = (reader["id"], ("on_tag",))


def _keypad(c: Config, d: Device) -> None:
    rows, columns = (next(at for r, at in d.pins if r.name == name) for name in ("ROWS", "COLUMNS"))
    pad = c.add("matrix_keypad", id=c.id(d.var), rows=[{"pin": c.pin(p)} for p in rows], columns=[{"pin": c.pin(p)} for p in columns], keys="".join(row[:len(columns)] for row in ("123A", "456B", "789C", "*0#D")[:len(rows)]))
    c.events[f"{d.ref}.key_pressed"] = (pad["id"], ("on_key",))


READERS: dict[str, Callable[[Config, Device], None]] = {
    "button": _contact, "digital_in": _contact, "analog": _percent, "soil": _percent, "joystick": _joystick, "rotary_encoder": _encoder, "dht": _dht, "bme280": _bme,
    "bh1750": _one_i2c("bh1750", "light_lux"), "mcp9808": _one_i2c("mcp9808", "temperature_c"), "ds18b20": _ds18b20, "hcsr04": _ultrasonic, "hx711": _scale, "ina219": _ina219,
    "mpu6050": _motion, "max6675": _thermocouple, "ntc": _ntc, "tmp36": _tmp36, "flow_pulses": _flow, "ds3231": _clock, "ds1307": _clock, "pcf8523": _clock, "rc522": _tags, "keypad": _keypad,
}
