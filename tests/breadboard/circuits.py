"""Circuits to lay out and draw: small designs over the real catalogue, written by hand."""

from __future__ import annotations

import re
from typing import Any

from ohm_core.catalogue.catalogue import load
from ohm_core.circuit.circuit import Circuit, resolve
from ohm_core.design.file import design_from

WIRE = re.compile(r"(.+?\..+?)--(.+)$")


def design(title: str, parts: dict[str, Any], wires: str, **more: Any) -> dict[str, Any]:
    """A design's JSON from 'R1.1-LED1.A U1.GND-LED1.C'; a part is an id or (id, attributes)."""
    made = {r: {"part": p} if isinstance(p, str) else {"part": p[0], "attrs": p[1]} for r, p in parts.items()}
    return {"format": "ohm-design/1", "title": title, "board": "U1" if "U1" in parts else "", "parts": made, "connections": [list(WIRE.match(w).groups()) for w in wires.split()], **more}


def circuit(name: str) -> Circuit:
    return resolve(design_from(ALL[name]), load())


def R(ohm: float) -> tuple[str, dict[str, Any]]:
    return ("resistor", {"resistance_ohm": ohm})


def led(color: str) -> tuple[str, dict[str, Any]]:
    return ("led-5mm", {"color": color})


def nodes(net: str, *pins: str) -> str:
    return " ".join(f"{net}--{p}" for p in pins)


ALL: dict[str, dict[str, Any]] = {
    "button_led": design("Button and LED", {"U1": "arduino-uno-r3", "R1": R(220), "LED1": led("red"), "BTN1": "button"},
        "U1.D13--R1.1 R1.2--LED1.A LED1.C--U1.GND U1.D2--BTN1.1 BTN1.2--U1.GND"),
    "traffic_light": design("Traffic light", {"U1": "arduino-nano", "R1": R(220), "R2": R(220), "R3": R(220), "LED1": led("red"), "LED2": led("yellow"), "LED3": led("green")},
        "U1.D2--R1.1 R1.2--LED1.A LED1.C--U1.GND U1.D3--R2.1 R2.2--LED2.A LED2.C--U1.GND U1.D4--R3.1 R3.2--LED3.A LED3.C--U1.GND"),
    "theremin": design("Light theremin", {"U1": "arduino-uno-r3", "LDR1": "ldr", "R1": R(10000), "BZ1": "buzzer-passive", "LED1": led("blue"), "R2": R(220)},
        "U1.5V--LDR1.1 LDR1.2--U1.A0 LDR1.2--R1.1 R1.2--U1.GND U1.D8--BZ1.+ BZ1.---U1.GND U1.D13--R2.1 R2.2--LED1.A LED1.C--U1.GND".replace("BZ1.---", "BZ1.---")),
    "plant_waterer": design("Plant waterer", {"U1": "esp32-devkit-v1", "SOIL1": "soil-capacitive", "Q1": "mosfet-irlz44n", "R1": R(220), "R2": R(10000), "D1": "diode-1n4007", "P1": "water-pump-mini", "BT1": "battery-aa-4", "C1": ("capacitor-electrolytic", {"capacitance_f": 1e-4})},
        "U1.3V3--SOIL1.VCC U1.GND--SOIL1.GND SOIL1.AOUT--U1.GPIO34 U1.GPIO18--R1.1 R1.2--Q1.G Q1.G--R2.1 R2.2--U1.GND Q1.S--U1.GND Q1.D--P1.- BT1.+--P1.+ BT1.---U1.GND D1.A--Q1.D D1.C--P1.+ C1.1--BT1.+ C1.2--U1.GND U1.VIN--BT1.+"),
    "rgb_lamp": design("Lamp of three lights", {"U1": "arduino-uno-r3", "RGB1": "led-rgb", "R1": R(220), "R2": R(220), "R3": R(220), "LDR1": "ldr", "LDR2": "ldr", "LDR3": "ldr", "R4": R(10000), "R5": R(10000), "R6": R(10000)},
        "U1.D9--R1.1 R1.2--RGB1.R U1.D10--R2.1 R2.2--RGB1.G U1.D11--R3.1 R3.2--RGB1.B RGB1.C--U1.GND U1.5V--LDR1.1 U1.5V--LDR2.1 U1.5V--LDR3.1 LDR1.2--U1.A0 LDR2.2--U1.A1 LDR3.2--U1.A2 R4.1--LDR1.2 R5.1--LDR2.2 R6.1--LDR3.2 R4.2--U1.GND R5.2--U1.GND R6.2--U1.GND"),
    "keypad_lock": design("Keypad lock", {"U1": "esp32-devkit-v1", "KP1": "keypad-4x4", "OLED1": "oled-ssd1306-128x64", "LED1": led("green"), "LED2": led("red"), "R1": R(220), "R2": R(220)},
        "KP1.R1--U1.GPIO13 KP1.R2--U1.GPIO14 KP1.R3--U1.GPIO27 KP1.R4--U1.GPIO26 KP1.C1--U1.GPIO25 KP1.C2--U1.GPIO33 KP1.C3--U1.GPIO32 KP1.C4--U1.GPIO23 OLED1.VCC--U1.3V3 OLED1.GND--U1.GND OLED1.SDA--U1.GPIO21 OLED1.SCL--U1.GPIO22 U1.GPIO18--R1.1 R1.2--LED1.A LED1.C--U1.GND U1.GPIO19--R2.1 R2.2--LED2.A LED2.C--U1.GND"),
    "parking": design("Parking helper", {"U1": "raspberry-pi-pico-w", "US1": "hc-sr04", "BZ1": "buzzer-active", "R1": R(1000), "R2": R(2000)},
        "US1.VCC--U1.VBUS US1.GND--U1.GND US1.TRIG--U1.GP3 US1.ECHO--R1.1 R1.2--U1.GP2 R1.2--R2.1 R2.2--U1.GND BZ1.+--U1.GP15 BZ1.---U1.GND"),
    "lcd_pot": design("LCD with contrast", {"U1": "arduino-uno-r3", "LCD1": "lcd1602", "POT1": "potentiometer-10k", "R1": R(220)},
        "LCD1.VSS--U1.GND LCD1.VDD--U1.5V LCD1.V0--POT1.SIG POT1.1--U1.GND POT1.2--U1.5V LCD1.RS--U1.D12 LCD1.RW--U1.GND LCD1.E--U1.D11 LCD1.D4--U1.D5 LCD1.D5--U1.D4 LCD1.D6--U1.D3 LCD1.D7--U1.D2 LCD1.A--R1.1 R1.2--U1.5V LCD1.K--U1.GND"),
    "clock": design("Clock", {"U1": "arduino-nano", "DISP1": "tm1637-4digit", "RTC1": "ds3231-module", "BTN1": "button", "BTN2": "button"},
        "DISP1.VCC--U1.5V DISP1.GND--U1.GND DISP1.CLK--U1.D4 DISP1.DIO--U1.D5 RTC1.VCC--U1.5V RTC1.GND--U1.GND RTC1.SDA--U1.A4 RTC1.SCL--U1.A5 BTN1.1--U1.D2 BTN1.2--U1.GND BTN2.1--U1.D3 BTN2.2--U1.GND"),
    "zoetrope": design("Zoetrope", {"U1": "arduino-uno-r3", "M1": "dc-motor-130", "DRV1": "l298n-module", "BT1": "battery-9v", "POT1": "potentiometer-10k", "BTN1": "button", "R1": R(10000)},
        "DRV1.12V--BT1.+ DRV1.GND--BT1.- DRV1.GND--U1.GND DRV1.ENA--U1.D9 DRV1.IN1--U1.D8 DRV1.IN2--U1.D7 DRV1.OUT1--M1.1 DRV1.OUT2--M1.2 POT1.1--U1.GND POT1.2--U1.5V POT1.SIG--U1.A0 BTN1.1--U1.5V BTN1.2--U1.D4 R1.1--U1.D4 R1.2--U1.GND"),
    "shift_leds": design("Eight running lights", {"U1": "arduino-uno-r3", "IC1": "74hc595", "C1": ("capacitor-ceramic", {"capacitance_f": 1e-7}), **{f"LED{n}": led(("red", "yellow", "green", "blue")[n % 4]) for n in range(1, 9)}, **{f"R{n}": R(220) for n in range(1, 9)}},
        "IC1.VCC--U1.5V IC1.GND--U1.GND IC1.MR--U1.5V IC1.OE--U1.GND IC1.DS--U1.D11 IC1.SHCP--U1.D13 IC1.STCP--U1.D10 C1.1--U1.5V C1.2--U1.GND " + " ".join(f"IC1.Q{n - 1}--R{n}.1 R{n}.2--LED{n}.A LED{n}.C--U1.GND" for n in range(1, 9))),
    "stepper": design("Blind", {"U1": "raspberry-pi-pico-w", "DRV1": "uln2003-module", "M1": "stepper-28byj48", "PS1": "supply-5v-3a", "LDR1": "ldr", "R1": R(10000)},
        "DRV1.IN1--U1.GP2 DRV1.IN2--U1.GP3 DRV1.IN3--U1.GP4 DRV1.IN4--U1.GP5 DRV1.VCC--PS1.5V DRV1.GND--PS1.GND PS1.GND--U1.GND DRV1.OUT1--M1.BLUE DRV1.OUT2--M1.PINK DRV1.OUT3--M1.YELLOW DRV1.OUT4--M1.ORANGE DRV1.COM--M1.RED U1.3V3--LDR1.1 LDR1.2--U1.GP26 R1.1--LDR1.2 R1.2--U1.AGND"),
    "weather": design("Weather station", {"U1": "wemos-d1-mini", "BME1": ("bme280-module", {"variant": "4pin"}), "OLED1": "oled-ssd1306-128x64", "LED1": led("blue"), "R1": R(330)},
        "BME1.VCC--U1.3V3 BME1.GND--U1.GND BME1.SDA--U1.D2 BME1.SCL--U1.D1 OLED1.VCC--U1.3V3 OLED1.GND--U1.GND OLED1.SDA--U1.D2 OLED1.SCL--U1.D1 U1.D5--R1.1 R1.2--LED1.A LED1.C--U1.GND"),
    "greenhouse": design("Greenhouse", {"U1": "arduino-uno-r3", "DHT1": "dht22", "RLY1": "relay-module-1ch", "SRV1": "servo-sg90", "LCD1": "lcd1602-i2c", "PIR1": "pir-hc-sr501", "FAN1": "fan-5v", "PS1": "supply-5v-3a"},
        "DHT1.VCC--U1.5V DHT1.GND--U1.GND DHT1.DATA--U1.D2 RLY1.VCC--U1.5V RLY1.GND--U1.GND RLY1.IN--U1.D7 SRV1.VCC--PS1.5V SRV1.GND--U1.GND SRV1.SIG--U1.D9 LCD1.VCC--U1.5V LCD1.GND--U1.GND LCD1.SDA--U1.A4 LCD1.SCL--U1.A5 PIR1.VCC--U1.5V PIR1.GND--U1.GND PIR1.OUT--U1.D3 PS1.5V--RLY1.COM RLY1.NO--FAN1.+ FAN1.---U1.GND PS1.GND--U1.GND"),
    "servo_only": design("Servo", {"U1": "arduino-uno-r3", "SRV1": "servo-sg90"}, "SRV1.VCC--U1.5V SRV1.GND--U1.GND SRV1.SIG--U1.D9"),
    "rfid_door": design("RFID door", {"U1": "esp32-devkit-v1", "RF1": "rc522-module", "SRV1": "servo-sg90", "BZ1": "buzzer-active", "Q1": "transistor-2n2222", "R1": R(1000), "LED1": led("green"), "R2": R(220)},
        "RF1.VCC--U1.3V3 RF1.GND--U1.GND RF1.SDA--U1.GPIO5 RF1.SCK--U1.GPIO18 RF1.MOSI--U1.GPIO23 RF1.MISO--U1.GPIO19 RF1.RST--U1.GPIO27 SRV1.VCC--U1.VIN SRV1.GND--U1.GND SRV1.SIG--U1.GPIO13 U1.GPIO25--R1.1 R1.2--Q1.B Q1.E--U1.GND Q1.C--BZ1.- BZ1.+--U1.VIN U1.GPIO26--R2.1 R2.2--LED1.A LED1.C--U1.GND"),
    "segment": design("Dice", {"U1": "arduino-nano", "D1": "sevenseg-1digit", "BTN1": "button", **{f"R{n}": R(220) for n in range(1, 8)}},
        " ".join(f"U1.D{n + 1}--R{n}.1 R{n}.2--D1.{s}" for n, s in enumerate("ABCDEFG", 1)) + " D1.COM.1--U1.GND U1.D10--BTN1.1 BTN1.2--U1.GND"),
}


def lights(count: int) -> dict[str, Any]:
    """A design of COUNT parts: an Arduino, a chain of shift registers, and an LED with its resistor at each of their outputs."""
    parts: dict[str, Any] = {"U1": "arduino-uno-r3"}
    wires: list[str] = []
    while len(parts) < count - 2:
        n = len(parts)
        parts[f"IC{n}"] = "74hc595"
        wires += [f"IC{n}.{pin}--U1.{to}" for pin, to in (("VCC", "5V"), ("GND", "GND"), ("MR", "5V"), ("OE", "GND"), ("DS", "D11"), ("SHCP", "D13"), ("STCP", "D10"))]
        for q in range(min(8, (count - len(parts)) // 2)):
            parts |= {f"R{n}{q}": R(220), f"LED{n}{q}": led("red")}
            wires += [f"IC{n}.Q{q}--R{n}{q}.1", f"R{n}{q}.2--LED{n}{q}.A", f"LED{n}{q}.C--U1.GND"]
    return design("Lights", parts, " ".join(wires))


def servos(count: int) -> dict[str, Any]:
    """A design of COUNT parts that stand beside the board: an Arduino and servos, twelve of them to a signal in turn."""
    parts: dict[str, Any] = {"U1": "arduino-uno-r3", **{f"SRV{n}": "servo-sg90" for n in range(1, count)}}
    return design("Servos", parts, " ".join(f"SRV{n}.VCC--U1.5V SRV{n}.GND--U1.GND SRV{n}.SIG--U1.D{2 + n % 12}" for n in range(1, count)))
