"""What each device model is told of the part in use: pins by place and numbers from the catalogue. One function a model."""

from __future__ import annotations

import math

from ohm_core.circuit.circuit import Instance
from ohm_core.errors import BadInput
from ohm_core.firmware.simulate.facts import Json, attr, led_channels, loads, pin, pin_for, pin_or_none, value


def led(i: Instance) -> Json:
    return {"channels": led_channels(i)}


def rgb(i: Instance) -> Json:
    names = {pin(i, "R"): "red", pin(i, "G"): "green", pin(i, "B"): "blue"}
    return {"channels": led_channels(i, names), "rgb": ["red", "green", "blue"]}


def bounce(i: Instance) -> Json:
    """Contacts bounce unless the attribute says bounce = 0, as in Wokwi."""
    return {"bounce": str(i.use.attr("bounce", "")).lower() not in ("0", "false")}


def button(i: Instance) -> Json:
    return {"pins": [pin(i, "1.l", "1"), pin(i, "2.l", "2")], **bounce(i)}


def contact(i: Instance) -> Json:
    """A two-legged switch sensor: a tilt switch conducts upright and opens when tilted (SW-520D), a reed closes at a magnet."""
    control = next((n for n in ("tilted", "closed", "touched", "vibration", "magnet") if n in i.part.readings), "closed")
    return {"pins": [pin(i, "1", "A"), pin(i, "2", "B")], "control": control, "normallyClosed": control == "tilted", **bounce(i)}


def potentiometer(i: Instance) -> Json:
    ohm = attr(i, "resistance_ohm", 10000)
    if not ohm > 0:
        raise BadInput(f"{i.ref}: a potentiometer needs a resistance above 0.", f"parts.{i.ref}.attrs.resistance_ohm")
    return {"ohm": ohm, "pins": [pin(i, "1", "GND"), pin(i, "SIG"), pin(i, "2", "VCC")]}


def resistor(i: Instance) -> Json:
    ohm = attr(i, "resistance_ohm", 1000)
    if ohm < 0:
        raise BadInput(f"{i.ref}: a resistance cannot be negative.", f"parts.{i.ref}.attrs.resistance_ohm")
    return {"ohm": ohm}


def diode(i: Instance) -> Json:
    return {"vf": attr(i, "forward_v", 0.7)}


def ldr(i: Instance) -> Json:
    """GL5528: 8 to 20 kohm at 10 lx (middle 14), gamma 0.7; Wokwi's attributes rl10 (kohm) and gamma change them."""
    return {"pins": [pin(i, "1"), pin(i, "2")], "r10": 1000 * attr(i, "rl10", 14), "gamma": attr(i, "gamma", 0.7)}


def ldr_module(i: Instance) -> Json:
    """The photoresistor (50 kohm at 10 lx, as Wokwi's) below 10 kohm to the supply: the brighter, the lower."""
    lux = [10 ** (k / 4) for k in range(-4, 21)]
    ohm = [1000 * attr(i, "rl10", 50) * (10 / x) ** attr(i, "gamma", 0.7) for x in lux]
    curve = [[x, r / (r + 10000)] for x, r in zip(lux, ohm, strict=True)]
    return {"output": pin(i, "AO"), "digital": pin_or_none(i, "DO"), "control": "lux", "start": 500, "curve": curve, "ratio": True, "ohm": 5000, "below": True}


def ntc(i: Instance) -> Json:
    return {"pins": [pin(i, "1"), pin(i, "2")], "r25": attr(i, "resistance_ohm", 10000), "beta": attr(i, "beta", 3950)}


def soil(i: Instance) -> Json:
    curve = [[0, attr(i, "at_0_pct_v", 2.5)], [100, attr(i, "at_100_pct_v", 1.2)]]
    return {"output": pin_for(i, "analog.in"), "control": "moisture", "start": 50, "curve": curve, "ratio": False, "ohm": 10000}


def analog_temperature(i: Instance) -> Json:
    zero, slope = attr(i, "at_0_c_v", 0.5), attr(i, "v_per_c", 0.01)
    curve = [[c, max(0.0, zero + slope * c)] for c in (-50, 0, 150)]
    return {"output": pin_for(i, "analog.in"), "control": "temperature", "start": 24, "curve": curve, "ratio": False, "ohm": 100}


def piezo(i: Instance) -> Json:
    return {"output": pin(i, "+"), "control": "knock", "start": 0, "curve": [[0, 0], [100, 5]], "ratio": False, "ohm": 100000}


def analog(i: Instance) -> Json:
    """Any module with a voltage for a reading of 0 to 100 %: from the least to the most it puts out."""
    name = pin_for(i, "analog.in")
    facts = i.pin(name)
    out = facts.analog_out_v if facts else None
    low = out.min if out and out.min is not None else 0.0
    high = out.max if out and out.max is not None else 1.0
    control = next((r.rsplit("_", 1)[0] for r in i.part.readings if r.endswith("_pct")), "level")
    return {"output": name, "digital": pin_or_none(i, "DO"), "control": control, "start": 0, "curve": [[0, low], [100, high]],
            "ratio": bool(out.of) if out else True, "ohm": 5000}


def joystick(i: Instance) -> Json:
    return {"axes": [["x", pin(i, "VRX", "HORZ"), 1], ["y", pin(i, "VRY", "VERT"), 1]], "push": pin(i, "SW", "SEL")}


def encoder(i: Instance) -> Json:
    return {"clk": pin(i, "CLK"), "dt": pin(i, "DT"), "push": pin_or_none(i, "SW")}


def keypad(i: Instance) -> Json:
    rows = [p.name for p in i.part.pin if p.name.startswith("R")]
    columns = [p.name for p in i.part.pin if p.name.startswith("C")]
    keys = ["123A", "456B", "789C", "*0#D"]
    return {"rows": rows, "columns": columns, "keys": [list(row[: len(columns)]) for row in keys[: len(rows)]]}


def pir(i: Instance) -> Json:
    return {"output": pin(i, "OUT"), "delay": attr(i, "delayTime", 5.0), "inhibit": attr(i, "inhibitTime", 1.2)}


def digital(i: Instance) -> Json:
    name = pin_for(i, "digital.in", "interrupt.in")
    facts = i.pin(name)
    presents = facts.reset.presents if facts and facts.reset else ""
    open_drain = bool(facts and facts.drive == "open_drain")
    control = next(iter(i.part.readings), "on")
    return {"output": name, "control": control, "openDrain": open_drain, "activeLow": open_drain or presents in ("high", "pull-up")}


def hcsr04(i: Instance) -> Json:
    return {"trig": pin(i, "TRIG"), "echo": pin(i, "ECHO")}


def dht(i: Instance) -> Json:
    return {"data": pin(i, "DATA", "SDA"), "kind": "dht11" if "dht11" in i.part.category else "dht22"}


def servo(i: Instance) -> Json:
    """0 to 180 degrees for 544 to 2400 µs: the ends of Arduino's Servo library (reference of attach()), and Wokwi's."""
    return {"input": pin(i, "SIG", "PWM"), "minUs": attr(i, "min_us", 544), "maxUs": attr(i, "max_us", 2400), "degrees": attr(i, "degrees", 180)}


def buzzer(i: Instance) -> Json:
    load = loads(i.part)[0]
    volts, amperes = value(load.v, 5.0), value(load.typical_a, 0.02)
    return {"plus": load.plus, "minus": load.minus, "volts": volts, "ohm": value(load.ohm, volts / amperes), "active": i.part.driver == "buzzer_active"}


def motor_module(i: Instance) -> Json:
    return {"input": pin(i, "IN", "SIG"), "active": True}


def relay_module(i: Instance) -> Json:
    found = i.part.switch
    channels = found.channels if found else (("IN", "NO"),)
    rows = []
    for n, (control, load) in enumerate(channels):
        number = "" if len(channels) == 1 else str(n + 1)
        rows.append({"input": pin(i, control), "no": pin(i, load), "com": pin(i, f"COM{number}", "COM"), "nc": pin_or_none(i, f"NC{number}", "NC")})
    return {"channels": rows, "active": found.active if found and found.active else "low"}


def relay(i: Instance) -> Json:
    load = loads(i.part)[0]
    volts = value(load.v, 5.0)
    contacts = {"com": pin(i, "COM"), "no": pin_or_none(i, "NO"), "nc": pin_or_none(i, "NC")}
    return {"coil": [load.plus, load.minus], "volts": volts, "ohm": value(load.ohm, volts / value(load.typical_a, 0.07)), "channels": [contacts]}


def motor(i: Instance) -> Json:
    load = loads(i.part)[0]
    volts = value(load.v, 5.0)
    running = value(load.typical_a, 0.2)
    stalled = load.stall_a.typ or load.stall_a.max if load.stall_a else None
    coil = load.kind != "motor"
    return {"plus": load.plus, "minus": load.minus, "volts": volts, "runOhm": volts / running, "stallOhm": volts / (running if coil else stalled or 3 * running)}


def mosfet(i: Instance) -> Json:
    """Threshold in the middle of its range, on-resistance at the lowest gate voltage that the data sheet gives one for."""
    s = i.part.switch
    threshold = 2.0
    if s and s.vgs_th_v and s.vgs_th_v.min is not None and s.vgs_th_v.max is not None:
        threshold = (s.vgs_th_v.min + s.vgs_th_v.max) / 2
    known = sorted((r.vgs_v, v) for r in (s.rds_on if s else ()) if (v := r.ohm.any()) is not None and not r.ohm.unknown)
    vgs, ohm = known[0] if known else (10.0, 0.1)
    return {"threshold": threshold, "vgs": max(vgs, threshold + 0.5), "ohm": ohm, "channel": "p" if s and s.kind == "pmos" else "n", "limit": value(s.max_a if s else None, 0)}


def mosfet_module(i: Instance) -> Json:
    return {"input": pin(i, "SIG"), "plusIn": pin(i, "VIN+", "VIN"), "plusOut": pin(i, "VOUT+", "V+"), "low": pin(i, "VOUT-", "V-"), "minusIn": pin_or_none(i, "VIN-")}


def bjt(i: Instance) -> Json:
    s = i.part.switch
    hfe = s.hfe.min if s and s.hfe and s.hfe.min else 100
    return {"hfe": hfe, "vbe": 0.65, "sat": 0.2, "pnp": bool(s and s.kind == "pnp"), "limit": value(s.max_a if s else None, 0)}


def darlington(i: Instance) -> Json:
    return {"channels": [list(c) for c in i.part.switch.channels] if i.part.switch else [], "limit": 0.6}


def hbridge(i: Instance) -> Json:
    """Each output's input and enable. A bridge of bipolar transistors (L298) loses some 1 V a side, one of MOSFETs 0.1 V."""
    s = i.part.switch
    enables = {"A": pin_or_none(i, "ENA", "PWMA"), "B": pin_or_none(i, "ENB", "PWMB")}
    rows = []
    for n, (control, output) in enumerate(s.channels if s else ()):
        side = "A" if n < 2 else "B"
        rows.append({"input": control, "output": output, "enable": enables[side]})
    bipolar = "l298" in i.part.category
    return {"channels": rows, "motorSupply": s.common if s else "VCC", "drop": 1.2 if bipolar else 0.1, "limit": value(s.max_a if s else None, 2.0),
            "standby": pin_or_none(i, "STBY", "EEP", "SLEEP"), "jumpers": bipolar}


def optocoupler(i: Instance) -> Json:
    load = loads(i.part)[0]
    return {"plus": load.plus, "minus": load.minus, "vf": 1.2, "ratio": 0.8, "collector": pin(i, "C"), "emitter": pin(i, "E")}


def stepper(i: Instance) -> Json:
    coils = [load for load in loads(i.part) if load.kind == "coil"]
    return {"coils": [c.minus for c in coils], "common": coils[0].plus, "ohm": value(coils[0].ohm, 50), "volts": value(coils[0].v, 5),
            "halfStepsPerTurn": attr(i, "half_steps_per_turn", 4096)}


def lcd_size(i: Instance) -> Json:
    return {"rows": 4, "columns": 20} if "2004" in i.part.id else {"rows": 2, "columns": 16}


def lcd(i: Instance) -> Json:
    return {**lcd_size(i), "rs": pin(i, "RS"), "rw": pin_or_none(i, "RW"), "e": pin(i, "E"), "data": [pin(i, f"D{n}") for n in range(8)],
            "contrast": pin_or_none(i, "V0", "VO")}


def i2c(i: Instance) -> Json:
    """Bus pins and the address in use: the attribute (39, "0x27"), else the part's first; an address pin chooses in the model."""
    raw = i.use.attr("address", i.use.attr("i2c_address", None))
    known = list(i.part.i2c.addresses) if i.part.i2c else []
    try:
        chosen = [int(str(raw), 0)] if raw not in (None, "") else known[:1]
    except ValueError:
        raise BadInput(f"{i.ref}: '{str(raw)[:20]}' is no I2C address; write it like 0x3C.", f"parts.{i.ref}.attrs.address") from None
    return {"sda": pin(i, "SDA"), "scl": pin(i, "SCL"), "addresses": chosen, "choices": known, "select": pin_or_none(i, "AD0", "SDO", "ADDR")}


def lcd_i2c(i: Instance) -> Json:
    return {**lcd_size(i), **i2c(i)}


def ssd1306(i: Instance) -> Json:
    return {"width": 128, "height": 32 if "128x32" in i.part.id else 64, **i2c(i)}


def bme280(i: Instance) -> Json:
    return {**i2c(i), "humid": "bmp280" not in i.part.category}


def tm1637(i: Instance) -> Json:
    return {"clk": pin(i, "CLK"), "dio": pin(i, "DIO")}


def max7219(i: Instance) -> Json:
    return {"din": pin(i, "DIN"), "cs": pin(i, "CS"), "clk": pin(i, "CLK"), "matrix": "matrix" in i.part.category}


def shift_out(i: Instance) -> Json:
    outputs = [pin(i, f"Q{n}", f"Q{'ABCDEFGH'[n]}") for n in range(8)]
    return {"data": pin(i, "DS"), "clock": pin(i, "SHCP"), "latch": pin(i, "STCP"), "enable": pin(i, "OE"), "reset": pin(i, "MR"), "serial": pin(i, "Q7S"), "outputs": outputs}


def ws2812(i: Instance) -> Json:
    count = attr(i, "pixels", 16 if "16" in i.part.id else 8)
    if not 1 <= count <= 1000:
        raise BadInput(f"{i.ref}: pixels must be from 1 to 1000.", f"parts.{i.ref}.attrs.pixels")
    return {"count": math.floor(count), "input": pin(i, "DIN"), "output": pin_or_none(i, "DOUT")}


def ds18b20(i: Instance) -> Json:
    return {"data": pin(i, "DQ", "DATA"), "serial": sum(map(ord, i.ref)) % 251 + 1}


def ir(i: Instance) -> Json:
    return {"output": pin(i, "OUT", "DAT")}


def rc522(i: Instance) -> Json:
    return {"cs": pin(i, "SDA", "SS"), "sck": pin(i, "SCK"), "mosi": pin(i, "MOSI"), "miso": pin(i, "MISO"), "reset": pin(i, "RST")}


def hx711(i: Instance) -> Json:
    """Counts a kilogram from the attribute scale (counts/g); 80 conversions a second only with RATE high, 10 as sold."""
    return {"data": pin(i, "DT"), "clock": pin(i, "SCK"), "rate": 10, "countsPerKg": 1000 * attr(i, "scale", 420)}


def buffer(i: Instance) -> Json:
    return {"gates": [[f"{n}A", f"{n}Y", f"{n}OE"] for n in range(1, 5)]}


def level_shifter(i: Instance) -> Json:
    return {"channels": [[f"LV{n}", f"HV{n}"] for n in range(1, 5)], "low": pin(i, "LV"), "high": pin(i, "HV")}
