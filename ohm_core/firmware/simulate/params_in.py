"""What the models of LEDs, switches and sensors are told of the part in use: pins by place and numbers from the catalogue."""

from __future__ import annotations

from ohm_core.circuit.circuit import Instance
from ohm_core.errors import BadInput
from ohm_core.firmware.polarity import active_level, ends, told
from ohm_core.firmware.simulate.facts import Json, attr, led_channels, pin, pin_for, pin_or_none


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
    return {"output": pin(i, "AO"), "digital": pin_or_none(i, "DO"), "control": "lux", "start": 500, "curve": curve, "ratio": True, "ohm": 5000, "below": True, "past": active_level(i, i.pin("DO"))}


def ntc(i: Instance) -> Json:
    return {"pins": [pin(i, "1"), pin(i, "2")], "r25": attr(i, "resistance_ohm", 10000), "beta": attr(i, "beta", 3950)}


def soil(i: Instance) -> Json:
    return {**analog(i), "digital": None, "start": 50, "ohm": 10000}


def analog_temperature(i: Instance) -> Json:
    zero, slope = attr(i, "at_0_c_v", 0.5), attr(i, "v_per_c", 0.01)
    curve = [[c, max(0.0, zero + slope * c)] for c in (-50, 0, 150)]
    return {"output": pin_for(i, "analog.in"), "control": "temperature", "start": 24, "curve": curve, "ratio": False, "ohm": 100}


def piezo(i: Instance) -> Json:
    return {"output": pin(i, "+"), "control": "knock", "start": 0, "curve": [[0, 0], [100, 5]], "ratio": False, "ohm": 100000}


def analog(i: Instance) -> Json:
    """Any module with a voltage for a reading of 0 to 100 %: from one end to the other that its facts give, a comparator beside it."""
    control = next((r.rsplit("_", 1)[0] for r in i.part.readings if r.endswith("_pct")), "level")
    low, high = ends(i, 1.0) or (0.0, 1.0)
    return {"output": pin_for(i, "analog.in"), "digital": pin_or_none(i, "DO"), "control": control, "start": 0, "curve": [[0, low], [100, high]],
            "ratio": told(i, "at_0_pct_v") is None, "ohm": 5000, "past": active_level(i, i.pin("DO")), "below": low > high, "threshold": (low + high) / 2}


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
    """A module that says yes or no; its analogue output, where it has one, stands at the one end or the other."""
    name = pin_for(i, "digital.in", "interrupt.in")
    facts = i.pin(name)
    control = next(iter(i.part.readings), "on")
    share = ends(i, 1.0)
    beside = {"analog": pin_for(i, "analog.in"), "ends": share} if share else {}
    return {"output": name, "control": control, "openDrain": bool(facts and facts.drive == "open_drain"), "activeLow": active_level(i, facts) == "low", **beside}


def tilt_module(i: Instance) -> Json:
    """A ball that joins the output to ground while the module stands upright; its pull-up lifts it when it is tilted."""
    return {"output": pin(i, "OUT"), "control": "tilted", "openDrain": True, "activeLow": False}


def dip_switch(i: Instance) -> Json:
    return {"contacts": [[pin(i, f"{n}a"), pin(i, f"{n}b")] for n in range(1, 9)], **bounce(i)}


def digits(i: Instance) -> Json:
    """The LEDs of each digit, by the pins DIG1, DIG2 …"""
    channels = led_channels(i)
    rows = []
    for common in (p.name for p in i.part.pin if p.name.startswith("DIG")):
        own = [c for c in channels if common in (c["plus"], c["minus"])]
        rows.append([{**c, "name": c["plus"] if c["minus"] == common else c["minus"]} for c in own])
    return {"digits": rows}


def hcsr04(i: Instance) -> Json:
    return {"trig": pin(i, "TRIG"), "echo": pin(i, "ECHO")}


def dht(i: Instance) -> Json:
    return {"data": pin(i, "DATA", "SDA"), "kind": "dht11" if "dht11" in i.part.category else "dht22"}


def ds18b20(i: Instance) -> Json:
    return {"data": pin(i, "DQ", "DATA"), "serial": sum(map(ord, i.ref)) % 251 + 1}


def ir(i: Instance) -> Json:
    return {"output": pin(i, "OUT", "DAT")}


def hx711(i: Instance) -> Json:
    """Counts a kilogram from the attribute scale (counts/g); 80 conversions a second only with RATE high, 10 as sold."""
    return {"data": pin(i, "DT"), "clock": pin(i, "SCK"), "rate": 10, "countsPerKg": 1000 * attr(i, "scale", 420)}


def microphone(i: Instance) -> Json:
    return {"output": pin_for(i, "analog.in"), "control": "sound"}


def heartbeat(i: Instance) -> Json:
    """Where the signal rests with a finger and without one (of the supply), and how far a beat lifts it: nobody publishes figures, these
    are ours; the attribute amplitude_v sets the last."""
    return {"output": pin_for(i, "analog.in"), "rest": 0.75, "open": 0.05, "amplitude": attr(i, "amplitude_v", 0.05)}


def flow(i: Instance) -> Json:
    return {"output": pin(i, "OUT", "SIG")}


def max6675(i: Instance) -> Json:
    return {"sck": pin(i, "SCK"), "cs": pin(i, "CS"), "so": pin(i, "SO", "MISO")}
