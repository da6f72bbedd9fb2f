"""What the models of actuators, drivers, displays and bus chips are told of the part in use."""

from __future__ import annotations

import math

from ohm_core.circuit.circuit import Instance
from ohm_core.errors import BadInput
from ohm_core.firmware.simulate.facts import Json, attr, loads, pin, pin_or_none, value


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
    """A coil and one contact, or several whose pins are numbered (P1, NC1, NO1)."""
    load = loads(i.part)[0]
    volts = value(load.v, 5.0)
    contacts: list[Json]
    if i.pin("P1"):
        contacts = [{"com": pin(i, f"P{n}"), "no": pin(i, f"NO{n}"), "nc": pin(i, f"NC{n}")} for n in (1, 2)]
    else:
        contacts = [{"com": pin(i, "COM"), "no": pin_or_none(i, "NO"), "nc": pin_or_none(i, "NC")}]
    return {"coil": [load.plus, load.minus], "volts": volts, "ohm": value(load.ohm, volts / value(load.typical_a, 0.07)), "channels": contacts}


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


def bipolar(i: Instance) -> Json:
    """Motors with two coils each; a NEMA 17 turns 1.8 degrees a full step, other motors as their attribute step_deg says."""
    coils = [load for load in loads(i.part) if load.kind == "coil"]
    degrees = attr(i, "step_deg", 1.8)
    motors = [{"coils": [[c.plus, c.minus] for c in pair], "ohm": value(pair[0].ohm, 50), "amperes": value(pair[0].max_a, value(pair[0].typical_a, 0.1)), "degrees": degrees}
              for pair in zip(coils[::2], coils[1::2], strict=True)]
    return {"motors": motors}


def a4988(i: Instance) -> Json:
    """The current limit of the trimmer: attribute limit_a, 0.5 A unless told."""
    names = ("ENABLE", "RESET", "SLEEP", "STEP", "DIR", "MS1", "MS2", "MS3")
    return {**{name: pin(i, name) for name in names}, "outputs": [pin(i, name) for name in ("1A", "1B", "2A", "2B")], "motorSupply": pin(i, "VMOT"), "limit": attr(i, "limit_a", 0.5)}


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


def serial(i: Instance) -> Json:
    """The part's own ends of a serial line: it speaks at `tx` and hears at `rx`."""
    return {"tx": pin_or_none(i, "TX", "TXD"), "rx": pin_or_none(i, "RX", "RXD")}


def nrf24(i: Instance) -> Json:
    return {"cs": pin(i, "CSN"), "sck": pin(i, "SCK"), "mosi": pin(i, "MOSI"), "miso": pin(i, "MISO"), "ce": pin(i, "CE")}


def pca9685(i: Instance) -> Json:
    return {**i2c(i), "outputs": [pin(i, f"PWM{n}") for n in range(16)]}


def solid_state_relay(i: Instance) -> Json:
    """A relay module whose contact is the triac's two ends."""
    return {"channels": [{"input": pin(i, "IN"), "com": pin(i, "B"), "no": pin(i, "A"), "nc": None}], "active": i.part.switch.active if i.part.switch else "low"}


def lcd_i2c(i: Instance) -> Json:
    return {**lcd_size(i), **i2c(i)}


def ssd1306(i: Instance) -> Json:
    return {"width": 128, "height": 32 if "128x32" in i.part.id else 64, **i2c(i)}


def bme280(i: Instance) -> Json:
    return {**i2c(i), "humid": "bmp280" not in i.part.category}


def tm1637(i: Instance) -> Json:
    return {"clk": pin(i, "CLK"), "dio": pin(i, "DIO")}


def max7219(i: Instance) -> Json:
    """`chain`: modules in one block, as Wokwi's attribute of that name says."""
    return {"din": pin(i, "DIN"), "dout": pin_or_none(i, "DOUT"), "cs": pin(i, "CS"), "clk": pin(i, "CLK"), "matrix": "matrix" in i.part.category, "chain": max(1, min(32, math.floor(attr(i, "chain", 1))))}


def shift_out(i: Instance) -> Json:
    outputs = [pin(i, f"Q{n}", f"Q{'ABCDEFGH'[n]}") for n in range(8)]
    return {"data": pin(i, "DS"), "clock": pin(i, "SHCP"), "latch": pin(i, "STCP"), "enable": pin(i, "OE"), "reset": pin(i, "MR"), "serial": pin(i, "Q7S"), "outputs": outputs}


def led_shift_out(i: Instance) -> Json:
    """An NLSF595: a 74HC595 under other names, whose outputs only pull down."""
    return {"data": pin(i, "SI"), "clock": pin(i, "SCK"), "latch": pin(i, "RCK"), "enable": pin(i, "OE"), "reset": pin(i, "SCLR"), "serial": pin(i, "SQH"),
            "outputs": [pin(i, f"Q{letter}") for letter in "ABCDEFGH"], "openDrain": True}


def shift_in(i: Instance) -> Json:
    return {"load": pin(i, "PL"), "clock": pin(i, "CP"), "inhibit": pin(i, "CE"), "serial": pin(i, "DS"), "inputs": [pin(i, f"D{n}") for n in range(8)], "output": pin(i, "Q7"), "inverse": pin(i, "Q7_N")}


def analog_mux(i: Instance) -> Json:
    """Resistance of a closed channel at 5 V: 70 ohm of a CD74HC4067, 270 ohm of a CD4051 (typical values of their data sheets)."""
    count = 16 if "4067" in i.part.category else 8
    return {"common": pin(i, "SIG", "COM"), "channels": [pin(i, f"C{n}") for n in range(count)], "select": [pin(i, f"S{n}") for n in range(count.bit_length() - 1)],
            "enable": pin(i, "EN", "INH"), "lowest": pin_or_none(i, "VEE"), "ohm": 70 if count == 16 else 270}


def gate(i: Instance) -> Json:
    kind = i.part.category.rsplit(":", 1)[1]
    inputs = [p.name for p in i.part.pin if p.name in ("A", "B", "SEL", "IN")]
    return {"kind": kind, "inputs": inputs, "output": pin(i, "OUT")}


def flip_flop(i: Instance) -> Json:
    return {"kind": i.part.category.rsplit("_", 1)[1]}


def clock_gate(i: Instance) -> Json:
    """10 kHz unless the attribute frequency says otherwise, as Wokwi's generator."""
    return {"hertz": min(1e6, max(0.01, attr(i, "frequency", 10000)))}


def colour_display(i: Instance) -> Json:
    """Panels by controller: an ILI9341's is wired blue first, an ST7789's (IPS) shows colours right only inverted."""
    st7789 = "st7789" in i.part.category
    touch = i2c(i) if i.part.i2c else {}
    return {"width": 240, "height": 240 if st7789 else 320, "bgrPanel": not st7789, "invertedPanel": st7789, **touch,
            "sck": pin(i, "SCK", "SCL"), "mosi": pin(i, "MOSI", "SDA"), "miso": None, "cs": pin_or_none(i, "CS"), "dc": pin(i, "D/C", "DC"), "reset": pin_or_none(i, "RST")}


def pcd8544(i: Instance) -> Json:
    return {"sck": pin(i, "CLK"), "mosi": pin(i, "DIN"), "miso": None, "cs": pin(i, "CE"), "dc": pin(i, "DC"), "reset": pin(i, "RST")}


def epaper(i: Instance) -> Json:
    """A panel of 2.9 inch, upright: its memory's columns are the panel's."""
    return {"width": 128, "height": 296, "sck": pin(i, "CLK"), "mosi": pin(i, "DIN"), "cs": pin(i, "CS"), "dc": pin(i, "DC"), "reset": pin(i, "RST"), "busy": pin(i, "BUSY")}


def ws2812(i: Instance) -> Json:
    count = attr(i, "pixels", 16 if "16" in i.part.id else 8)
    if not 1 <= count <= 1000:
        raise BadInput(f"{i.ref}: pixels must be from 1 to 1000.", f"parts.{i.ref}.attrs.pixels")
    return {"count": math.floor(count), "input": pin(i, "DIN"), "output": pin_or_none(i, "DOUT")}


def sd_card(i: Instance) -> Json:
    """A module with a regulator speaks with the card's 3.3 V, one without with its supply's."""
    high = found.voh_v if (found := i.pin("MISO")) else None
    return {"cs": pin(i, "CS"), "sck": pin(i, "SCK"), "mosi": pin(i, "MOSI"), "miso": pin(i, "MISO"), "misoVolts": high.typ if high and not high.of else None}


def rc522(i: Instance) -> Json:
    return {"cs": pin(i, "SDA", "SS"), "sck": pin(i, "SCK"), "mosi": pin(i, "MOSI"), "miso": pin(i, "MISO"), "reset": pin(i, "RST")}


def buffer(i: Instance) -> Json:
    return {"gates": [[f"{n}A", f"{n}Y", f"{n}OE"] for n in range(1, 5)]}


def level_shifter(i: Instance) -> Json:
    return {"channels": [[f"LV{n}", f"HV{n}"] for n in range(1, 5)], "low": pin(i, "LV"), "high": pin(i, "HV")}
