"""Conditions that are events, times, several of these, or that must last."""

from __future__ import annotations

from typing import Any

from tests.behaviours.case import Case
from tests.behaviours.pieces import (
    ALWAYS,
    Piece,
    after,
    button,
    clock,
    dark,
    do,
    event,
    keypad,
    knob,
    led,
    lit,
    look,
    powered,
    press,
    put,
    reads,
    relay,
    says,
    tap,
    together,
    until,
    when,
)

LED = [led(f"LED{n}", pin) for n, pin in enumerate(("D3", "D5", "D6", "D7", "D8", "D9", "D10"), 1)]


def flips(n: int, name: str) -> dict[str, Any]:
    """An event that turns lamp N over."""
    return when(f"flip {n}", event(name), do(f"LED{n}", "toggle"))


def turned(position: float, rest: str = "60ms") -> list[Any]:
    return [put("POT1", "position", position), after(rest)]


DEVICE_EVENTS = [
    Case("presses and releases", "Pressing turns lamp 1 over, letting go lamp 2; three kinds of presses at button 2: short lamp 3, long lamp 4, double lamp 5.", **together(button("BTN1", "D2"), button("BTN2", "D4"), *LED[:5]),
         behaviours=[flips(1, "BTN1.pressed"), flips(2, "BTN1.released"), flips(3, "BTN2.pressed"), flips(4, "BTN2.long_pressed"), flips(5, "BTN2.double_pressed")],
         steps=[after("100ms"), *dark("LED1", "LED2", "LED3", "LED4", "LED5"), put("BTN1", "pressed", 1), after("60ms"), *lit("LED1"), *dark("LED2"), put("BTN1", "pressed", 0), after("60ms"), *lit("LED1", "LED2"), *dark("LED3", "LED4", "LED5"),
                *tap("BTN2"), *dark("LED3"), after("300ms"), *lit("LED3"), *dark("LED4", "LED5"), put("BTN2", "pressed", 1), after("700ms"), *dark("LED4"), after("200ms"), *lit("LED3", "LED4"), put("BTN2", "pressed", 0), after("400ms"),
                *lit("LED3", "LED4"), *dark("LED5"), *tap("BTN2"), *tap("BTN2"), after("400ms"), *lit("LED1", "LED2", "LED3", "LED4", "LED5"), put("BTN1", "pressed", 1), after("60ms"),
                *dark("LED1"), *lit("LED2"), put("BTN1", "pressed", 0), after("60ms"), *dark("LED1", "LED2"), *tap("BTN2"), after("360ms"), *dark("LED3"), *lit("LED4", "LED5"), put("BTN2", "pressed", 1), after("900ms"), *dark("LED4"), put("BTN2", "pressed", 0),
                after("100ms"), *tap("BTN2"), *tap("BTN2"), after("360ms"), *dark("LED1", "LED2", "LED3", "LED4", "LED5")]),
    Case("letting go of a button whose presses are told apart", "A long press lights lamp 1; each letting go turns lamp 2 over.", **together(button("BTN1", "D2"), *LED[:2]), behaviours=[flips(1, "BTN1.long_pressed"), flips(2, "BTN1.released")],
         steps=[after("100ms"), *tap(), after("400ms"), *lit("LED2"), *dark("LED1"), put("BTN1", "pressed", 1), after("1s"), *lit("LED1", "LED2"), put("BTN1", "pressed", 0), after("100ms"), *lit("LED1"), *dark("LED2"), put("BTN1", "pressed", 1), after("900ms"), *dark("LED1", "LED2")]),
    Case("a touch, a movement, a tilt", "A touch turns lamps 1 and 5 over, somebody who moves lights lamp 2, tilting lamp 3, and lamp 4 when it stands upright again.",
         **together(powered("T1", "touch-ttp223", "D2 T1.OUT"), powered("PIR1", "pir-hc-sr501", "D4 PIR1.OUT", rail="5V"), Piece({"TILT1": "tilt-switch-sw520d"}, ["SDA TILT1.1", "TILT1.2 GND"]), *LED[:5]),
         behaviours=[flips(1, "T1.touched"), when("somebody", event("PIR1.motion"), do("LED2", "on")), flips(3, "TILT1.tilted"), flips(4, "TILT1.released"), flips(5, "T1.pressed")],
         steps=[after("100ms"), *dark("LED1", "LED2", "LED3", "LED5"), put("T1", "touched", 1), after("60ms"), *lit("LED1", "LED5"), *dark("LED2", "LED3"), put("T1", "touched", 0), after("60ms"), *lit("LED1"), put("PIR1", "motion", 1), after("60ms"),
                *lit("LED1", "LED2"), *dark("LED3"), put("TILT1", "tilted", 1), after("100ms"), *lit("LED3"), *dark("LED4"), put("TILT1", "tilted", 0), after("100ms"), *lit("LED3", "LED4"), put("T1", "touched", 1), after("60ms"), *dark("LED1", "LED5"), *lit("LED2", "LED3"),
                put("TILT1", "tilted", 1), after("100ms"), *dark("LED3"), *lit("LED4"), put("TILT1", "tilted", 0), after("100ms"), *dark("LED3", "LED4"), *lit("LED2")]),
    Case("touches told apart", "A short touch turns lamp 1 over, a long one lamp 2, two of them lamp 3.", **together(powered("T1", "touch-ttp223", "D2 T1.OUT"), *LED[:3]),
         behaviours=[flips(1, "T1.touched"), flips(2, "T1.long_pressed"), flips(3, "T1.double_pressed")],
         steps=[after("100ms"), *(s for held, rest, state in (("60ms", "400ms", (1, 0, 0)), ("1s", "400ms", (1, 1, 0))) for s in (put("T1", "touched", 1), after(held), put("T1", "touched", 0), after(rest),
                                                                                                                          *(look(f"LED{n}", "on", on) for n, on in enumerate(state, 1)))),
                *(s for _ in (1, 2) for s in (put("T1", "touched", 1), after("60ms"), put("T1", "touched", 0), after("60ms"))), after("400ms"), *lit("LED1", "LED2", "LED3"),
                put("T1", "touched", 1), after("60ms"), put("T1", "touched", 0), after("200ms"), *lit("LED1"), after("200ms"), *dark("LED1"), *lit("LED2", "LED3"), put("T1", "touched", 1), after("1s"), put("T1", "touched", 0), after("100ms"), *dark("LED1", "LED2"), after("7ms"),
                *dark("LED1"), *(s for _ in (1, 2) for s in (put("T1", "touched", 1), after("60ms"), put("T1", "touched", 0), after("60ms"))), after("400ms"), *dark("LED1", "LED2", "LED3")]),
    Case("a knock", "A knock on the disc turns lamp 1 over.", **together(Piece({"K1": "piezo-disc", "RK": ("resistor", {"resistance_ohm": 1000000})}, ["A0 K1.+ RK.1", "RK.2 GND", "K1.- GND"]), *LED[:1]), behaviours=[flips(1, "K1.knocked")],
         steps=[after("200ms"), *dark("LED1"), put("K1", "knock", 60), after("50ms"), put("K1", "knock", 0), after("150ms"), *lit("LED1"), put("K1", "knock", 6), after("50ms"), put("K1", "knock", 0), after("150ms"), *lit("LED1"),
                put("K1", "knock", 12), after("50ms"), put("K1", "knock", 0), after("151ms"), *dark("LED1")]),
    Case("a stick that is pressed", "Pressing the stick turns lamp 1 over, letting it go lamp 2; lamp 3 while it leans to the right, lamp 4 while it leans down.",
         **together(powered("JOY1", "joystick-ky023", "A0 JOY1.VRX", "A1 JOY1.VRY", "D4 JOY1.SW"), *LED[:4]),
         behaviours=[flips(1, "JOY1.pressed"), flips(2, "JOY1.released"), when("right", reads("JOY1.x_pct", ">", 75), do("LED3", "on"), otherwise=[do("LED3", "off")]), when("down", reads("JOY1.y_pct", "<", 25), do("LED4", "on"), otherwise=[do("LED4", "off")])],
         steps=[after("100ms"), *dark("LED1", "LED2", "LED3", "LED4"), put("JOY1", "pressed", 1), after("60ms"), *lit("LED1"), *dark("LED2"), put("JOY1", "pressed", 0), after("60ms"), *lit("LED1", "LED2"), put("JOY1", "pressed", 1), after("61ms"), *dark("LED1"), *lit("LED2"),
                put("JOY1", "pressed", 0), after("60ms"), *dark("LED1", "LED2", "LED3"), put("JOY1", "x", 0.8), after("60ms"), *lit("LED3"), *dark("LED4"), put("JOY1", "x", 0.48), after("60ms"), *lit("LED3"), put("JOY1", "x", 0.4), after("60ms"), *dark("LED3"), put("JOY1", "y", -0.8), after("60ms"), *lit("LED4"), *dark("LED3"),
                put("JOY1", "y", -0.48), after("60ms"), *lit("LED4"), put("JOY1", "y", -0.4), after("60ms"), *dark("LED4")]),
    Case("a knob that clicks", "Turning lights lamp 1, pressing puts it out, letting go lights lamp 2.", **together(powered("ENC1", "rotary-encoder-ky040", "D2 ENC1.CLK", "D4 ENC1.DT", "SDA ENC1.SW"), *LED[:2]),
         behaviours=[when("turn", event("ENC1.turned"), do("LED1", "on")), when("push", event("ENC1.pressed"), do("LED1", "off")), when("let go", event("ENC1.released"), do("LED2", "on"))],
         steps=[after("100ms"), *dark("LED1"), put("ENC1", "rotate", 1), after("100ms"), *lit("LED1"), put("ENC1", "pressed", 1), after("60ms"), *dark("LED1", "LED2"), put("ENC1", "pressed", 0), after("60ms"), *lit("LED2"), *dark("LED1")]),
    Case("keys, codes and cards", "Any key turns lamp 1 over, a code that is finished lamp 2.", **together(keypad(), led("LED1", "SDA"), led("LED2", "SCL")), behaviours=[flips(1, "KEYS1.key_pressed"), flips(2, "KEYS1.code_entered")],
         steps=[after("100ms"), *(s for key, one, two in (("7", 1, 0), ("#", 0, 1), ("8", 1, 1), ("#", 0, 0)) for s in (put("KEYS1", "key", key), says(f"KEYS1.key={key}"), after("50ms"), put("KEYS1", "key", ""), after("100ms"), look("LED1", "on", one), look("LED2", "on", two)))]),
    Case("a remote control", "A code from the remote control turns lamp 1 over.", **together(Piece({"IR1": "ir-receiver-tsop38238"}, ["V IR1.VS", "GND IR1.GND", "D2 IR1.OUT"]), *LED[:1]), behaviours=[flips(1, "IR1.code_received")],
         steps=[after("100ms"), *dark("LED1"), put("IR1", "command", 69), says("IR1.code=0x45"), after("20ms"), *lit("LED1"), put("IR1", "command", 70), says("IR1.code=0x46"), after("20ms"), *dark("LED1")]),
    Case("a card", "A card turns lamp 1 over.", **together(Piece({"RFID1": "rc522-module"}, ["3V3 RFID1.3.3V", "GND RFID1.GND", "D10 RFID1.SDA", "SCK RFID1.SCK", "MOSI RFID1.MOSI", "MISO RFID1.MISO", "D9 RFID1.RST"]), *LED[:1]),
         behaviours=[flips(1, "RFID1.tag_read")], steps=[after("300ms"), *dark("LED1"), put("RFID1", "uid", "DE:AD:BE:EF"), says("RFID1.tag=DEADBEEF"), after("20ms"), *lit("LED1"), put("RFID1", "tagPresent", 0), after("1s"), *lit("LED1"), put("RFID1", "uid", "04:A1:B2:C3"), says("RFID1.tag=04A1B2C3"), after("20ms"), *dark("LED1")]),
    Case("a line on the memory card", "Every press of the button is written to the memory card.",
         **together(powered("SD1", "sd-module", "D10 SD1.CS", "SCK SD1.SCK", "MOSI SD1.MOSI", "MISO SD1.MISO", rail="5V"), button("BTN1", "D2")),
         behaviours=[when("keep", event("BTN1.pressed"), do("SD1", "log", text="the door opened"))],
         steps=[after("500ms"), look("SD1", "files", ""), put("BTN1", "pressed", 1), after("1500ms"), look("SD1", "LOG.TXT", "the door opened")], ways=("python",)),
    Case("something is moved", "Tilting turns lamp 1 over, shaking lamp 2.", **together(powered("IMU1", "mpu6050-module", "SDA IMU1.SDA", "SCL IMU1.SCL"), *LED[:2]), behaviours=[flips(1, "IMU1.tilted"), flips(2, "IMU1.motion")],
         steps=[after("400ms"), *dark("LED1", "LED2"), put("IMU1", "accelZ", 1.9), after("100ms"), *lit("LED2"), *dark("LED1"), put("IMU1", "accelZ", 1), after("1500ms"), put("IMU1", "accelZ", 0), put("IMU1", "accelX", 1), after("200ms"), *lit("LED1"), put("IMU1", "accelZ", 1), put("IMU1", "accelX", 0), after("1500ms"), *lit("LED1"), put("IMU1", "accelZ", 0), put("IMU1", "accelX", 1), after("200ms"), *dark("LED1"), *lit("LED2"), put("IMU1", "accelZ", 1.9), after("100ms"), *dark("LED2")]),
    Case("a message by Bluetooth", "Every message turns lamp 1 over.", **together(powered("BT1", "hc-05-module", "D7 BT1.TXD", "D8 BT1.RXD", rail="5V"), *LED[:1]), behaviours=[flips(1, "BT1.message_received")],
         steps=[after("300ms"), *dark("LED1"), put("BT1", "message", "hi"), says("BT1.message_text=hi"), after("20ms"), *lit("LED1"), put("BT1", "message", "ho"), says("BT1.message_text=ho"), after("20ms"), *dark("LED1")], ways=("avr",)),
    Case("a message by radio", "Every message turns lamp 1 over.",
         **together(Piece({"COM1": "nrf24l01-module"}, ["3V3 COM1.VCC", "GND COM1.GND", "D10 COM1.CSN", "D9 COM1.CE", "SCK COM1.SCK", "MOSI COM1.MOSI", "MISO COM1.MISO"]), *LED[:1]), behaviours=[flips(1, "COM1.message_received")],
         steps=[after("300ms"), *dark("LED1"), put("COM1", "message", "hello"), says("COM1.message_text=hello"), after("20ms"), *lit("LED1"), put("COM1", "message", "again"), says("COM1.message_text=again"), after("20ms"), *dark("LED1")]),
]

JOINED = [
    Case("one or the other event", "Either button turns lamp 1 over.", **together(button("BTN1", "D2"), button("BTN2", "D4"), *LED[:1]), behaviours=[when("either", {"any": [event("BTN1.pressed"), event("BTN2.pressed")]}, do("LED1", "toggle"))],
         steps=[after("100ms"), *dark("LED1"), *press(), *lit("LED1"), *press("BTN2"), *dark("LED1"), *press("BTN2"), *lit("LED1")]),
    Case("two buttons together", "Lamp 1 while both buttons are down.", **together(button("BTN1", "D2"), button("BTN2", "D4"), *LED[:1]),
         behaviours=[when("both", {"all": [event("BTN1.pressed"), event("BTN2.pressed")]}, do("LED1", "on"), otherwise=[do("LED1", "off")])],
         steps=[after("100ms"), put("BTN1", "pressed", 1), after("60ms"), *dark("LED1"), put("BTN2", "pressed", 1), after("60ms"), *lit("LED1"), put("BTN1", "pressed", 0), after("60ms"), *dark("LED1"), put("BTN2", "pressed", 0), after("60ms"),
                *dark("LED1"), put("BTN2", "pressed", 1), after("60ms"), *dark("LED1")]),
    Case("states joined", "Lamp 1 while the knob is over half and the button is down; lamp 2 while one of the two is so; lamp 3 while the button is down and the knob is below 20 % or over 80 %; lamp 4 while the knob is below 10 %, or in the middle third.",
         **together(button("BTN1", "D2"), knob("POT1", "A0"), *LED[:4]),
         behaviours=[when(f"lamp {n}", condition, do(f"LED{n}", "on"), otherwise=[do(f"LED{n}", "off")]) for n, condition in enumerate((
             {"all": [reads("POT1.position_pct", ">", 50), reads("BTN1.pressed", "==", 1)]}, {"any": [reads("POT1.position_pct", ">", 50), reads("BTN1.pressed", "==", 1)]},
             {"all": [reads("BTN1.pressed", "==", 1), {"any": [reads("POT1.position_pct", "<", 20), reads("POT1.position_pct", ">", 80)]}]},
             {"any": [reads("POT1.position_pct", "<", 10), {"all": [reads("POT1.position_pct", ">", 33), reads("POT1.position_pct", "<", 67)]}]}), 1)],
         steps=[*turned(0.28), *dark("LED1", "LED2", "LED3", "LED4"), put("BTN1", "pressed", 1), after("60ms"), *lit("LED2"), *dark("LED1", "LED3", "LED4"), *turned(0.15), *lit("LED3"), *dark("LED4"), *turned(0.05), *lit("LED3", "LED4"), *turned(0.36),
                *lit("LED4", "LED2"), *dark("LED1", "LED3"), *turned(0.48), *dark("LED1"), *turned(0.55), *lit("LED1", "LED2", "LED4"), *turned(0.75), *dark("LED3", "LED4"), *turned(0.85), *lit("LED1", "LED2", "LED3"), *dark("LED4"),
                put("BTN1", "pressed", 0), after("60ms"), *lit("LED2"), *dark("LED1", "LED3"), *turned(0.12), *dark("LED1", "LED2", "LED3", "LED4"), *turned(0.4), *lit("LED4"), *dark("LED1", "LED2", "LED3"), *turned(0.62), *lit("LED2", "LED4"), *dark("LED1", "LED3"), *turned(0.68), *lit("LED4"), *turned(0.72), *dark("LED4"),
                *turned(0.49), *lit("LED2"), *turned(0.46), *dark("LED2"), *turned(0.32), *lit("LED4"), *turned(0.3), *dark("LED4"), *turned(0.09), *lit("LED4"), *turned(0.11), *lit("LED4"), *turned(0.13), *dark("LED4"), put("BTN1", "pressed", 1), *turned(0.18), *lit("LED3"), *turned(0.21),
                *lit("LED3"), *turned(0.23), *dark("LED3"), *turned(0.82), *lit("LED3", "LED1"), *turned(0.79), *lit("LED3"), *turned(0.76), *dark("LED3"), *turned(0.49), *lit("LED1"), *turned(0.46), *dark("LED1")]),
    Case("an event while something is so", "A press turns lamp 1 over while it is dark and the second button is down.", **together(button("BTN1", "D2"), button("BTN2", "D4"), knob("POT1", "A0"), *LED[:1]),
         behaviours=[when("press", {"all": [event("BTN1.pressed"), reads("BTN2.pressed", "==", 1), reads("POT1.position_pct", "<", 30)]}, do("LED1", "toggle"))],
         steps=[*turned(0.2), *press(), *dark("LED1"), put("BTN1", "pressed", 0), put("BTN2", "pressed", 1), after("60ms"), *dark("LED1"), *press(), *lit("LED1"), put("BTN1", "pressed", 0), after("60ms"), *lit("LED1"), *turned(0.35), *press(), *lit("LED1"), *turned(0.27), *lit("LED1"), *press(), *dark("LED1")]),
]

TIMES = [
    Case("again and again", "Lamp 1 turns over every half second, lamp 2 every 0.7 s while the button is down.", **together(button("BTN1", "D2"), *LED[:2]),
         behaviours=[when("beat", {"every_s": 0.5}, do("LED1", "toggle")), when("while", {"all": [{"every_s": 0.7}, reads("BTN1.pressed", "==", 1)]}, do("LED2", "toggle"))],
         steps=[after("450ms"), *dark("LED1"), after("100ms"), *lit("LED1"), after("500ms"), *dark("LED1", "LED2"), put("BTN1", "pressed", 1), after("500ms"), *lit("LED1", "LED2"), after("700ms"), *dark("LED2"), put("BTN1", "pressed", 0), after("750ms"), *dark("LED2")]),
    Case("all the time", "Lamp 1 shines from the start; the relay's lamp 2 for its first second only.", **together(*LED[:2]), behaviours=[when("shine", ALWAYS, do("LED1", "on"), do("LED2", "on", for_s=1))],
         steps=[after("50ms"), *lit("LED1", "LED2"), after("850ms"), *lit("LED2"), after("200ms"), *dark("LED2"), *lit("LED1")]),
    Case("at a time of day", "Lamp 1 goes on at 07:30 and off at 22:05.", **together(clock(), *LED[:1]), behaviours=[when("morning", {"at": "07:30"}, do("LED1", "on")), when("night", {"at": "22:05"}, do("LED1", "off"))],
         steps=[put("RTC1", "time", "2026-03-01T06:30:30"), after("600ms"), *dark("LED1"), put("RTC1", "time", "2026-03-01T07:29:59"), after("600ms"), *dark("LED1"), after("1200ms"), *lit("LED1"), put("RTC1", "time", "2026-03-01T12:05:30"), after("600ms"),
                *lit("LED1"), put("RTC1", "time", "2026-03-01T22:04:59"), after("600ms"), *lit("LED1"), after("1200ms"), *dark("LED1")]),
    # At 51.5 north, 0 east on 20 March 2026: solar noon at 12:07.5 UTC, declination -0.15 degrees, so half the day is 6 h 4.6 min: up at 06:03, down at 18:12. A few minutes' error is allowed.
    Case("when the sun rises and sets", "Lamp 1 shines from the start; at sunrise it goes off and lamp 2 on, at sunset the other way round.", **together(clock(), *LED[:2]), behaviours=[when("start", ALWAYS, do("LED1", "on")), when("up", {"at": "sunrise"}, do("LED1", "off"), do("LED2", "on")), when("down", {"at": "sunset"}, do("LED1", "on"), do("LED2", "off"))],
         steps=[put("RTC1", "time", "2026-03-20T05:58:30"), after("600ms"), *lit("LED1"), *dark("LED2"), *(s for m in range(59, 67) for s in (put("RTC1", "time", f"2026-03-20T0{5 + m // 60}:{m % 60:02}:30"), after("550ms"))), *lit("LED2"), *dark("LED1"),
                put("RTC1", "time", "2026-03-20T18:08:30"), after("600ms"), *lit("LED2"), *dark("LED1"), *(s for m in range(9, 17) for s in (put("RTC1", "time", f"2026-03-20T18:{m}:30"), after("550ms"))), *lit("LED1"), *dark("LED2")]),
    Case("hours of the day", "Lamp 1 from 22:30 to 06:15, over midnight.", **together(clock(), *LED[:1]), behaviours=[when("night", {"between": ["22:30", "06:15"]}, do("LED1", "on"), otherwise=[do("LED1", "off")])],
         steps=[s for at, shines in (("12:00", 0), ("22:28", 0), ("22:30", 1), ("00:10", 1), ("06:14", 1), ("06:15", 0), ("06:17", 0), ("22:31", 1), ("07:00", 0)) for s in (put("RTC1", "time", f"2026-03-01T{at}:20"), after("600ms"), look("LED1", "on", shines))]),
    Case("the network's clock", "Lamp 1 goes on at 07:30, told by the network.", **together(*LED[:1]), behaviours=[when("morning", {"at": "07:30"}, do("LED1", "on"))],
         steps=[put("U1", "time", "2026-03-01T07:29:40"), after("10s"), *dark("LED1"), until("LED1", "on", 1, "20s")], ways=("python",)),
]

LASTS = [
    Case("what must have lasted", "Lamp 1 once the button has been down for a second; lamp 2 once the knob has been over half for a second; lamp 3 once both have been so for half a second.",
         **together(button("BTN1", "D2"), knob("POT1", "A0"), *LED[:3]),
         behaviours=[when(f"lamp {n}", {"held": condition, "for_s": seconds}, do(f"LED{n}", "on"), otherwise=[do(f"LED{n}", "off")]) for n, (condition, seconds) in enumerate((
             (reads("BTN1.pressed", "==", 1), 1), (reads("POT1.position_pct", ">", 50), 1), ({"all": [reads("BTN1.pressed", "==", 1), reads("POT1.position_pct", ">", 50)]}, 0.5)), 1)],
         steps=[*turned(0.2), put("BTN1", "pressed", 1), after("900ms"), *dark("LED1"), put("BTN1", "pressed", 0), after("100ms"), put("BTN1", "pressed", 1), after("900ms"), *dark("LED1"), after("200ms"), *lit("LED1"), *dark("LED2", "LED3"),
                put("POT1", "position", 0.6), after("400ms"), *dark("LED2", "LED3"), after("200ms"), *lit("LED1", "LED3"), *dark("LED2"), after("350ms"), *dark("LED2"), after("150ms"), *lit("LED2"), *turned(0.49), *lit("LED2", "LED3"), *turned(0.4),
                *dark("LED2", "LED3"), put("BTN1", "pressed", 0), after("60ms"), *dark("LED1"), *turned(0.6, "700ms"), *dark("LED2", "LED3")]),
    Case("an event that lasts", "Lamp 1 once the first button has been held for half a second; a press of the second turns lamp 2 over only after the first has been held for half a second.", **together(button("BTN1", "D2"), button("BTN2", "D4"), *LED[:2]),
         behaviours=[when("long", {"held": event("BTN1.pressed"), "for_s": 0.5}, do("LED1", "on"), otherwise=[do("LED1", "off")]),
                     when("then", {"all": [event("BTN2.pressed"), {"held": reads("BTN1.pressed", "==", 1), "for_s": 0.5}]}, do("LED2", "toggle"))],
         steps=[after("100ms"), put("BTN1", "pressed", 1), after("200ms"), *press("BTN2"), *dark("LED1", "LED2"), after("300ms"), *lit("LED1"), *dark("LED2"), put("BTN2", "pressed", 0), after("60ms"), *dark("LED2"), *press("BTN2"), *lit("LED1", "LED2"), *press("BTN2"), *dark("LED2"), *press("BTN2"), *lit("LED2"), put("BTN1", "pressed", 0), after("60ms"), *dark("LED1"),
                *press("BTN2"), *lit("LED2")]),
    Case("a sensor falls silent", "The relay while the probe is colder than 50 degrees; lamp 1 while that is so and the button is up; lamp 2 while the knob's number is below the temperature. Nothing may stay on when the sensor no longer answers.",
         **together(powered("T1", "max6675-module", "D7 T1.SCK", "D8 T1.CS", "D9 T1.SO"), relay("RELAY1", "D4"), button("BTN1", "D2"), knob("POT1", "A0"), *LED[:2]),
         behaviours=[when("near", reads("T1.temperature_c", "<", 50), do("RELAY1", "on"), otherwise=[do("RELAY1", "off")]),
                     when("alone", {"all": [reads("BTN1.pressed", "==", 0), reads("T1.temperature_c", "<", 50)]}, do("LED1", "on"), otherwise=[do("LED1", "off")]),
                     when("further", reads("POT1.position_pct", "<", {"read": "T1.temperature_c"}), do("LED2", "on"), otherwise=[do("LED2", "off")])],
         steps=[put("T1", "temperature", 100), *turned(0.8), after("300ms"), look("RELAY1", "closed", 0), *dark("LED1"), *lit("LED2"), put("T1", "temperature", 75), after("600ms"), *dark("LED2"), *turned(0.74), *lit("LED2"), put("T1", "temperature", 73), after("600ms"), *lit("LED2"), *turned(0.8), *dark("LED2"), put("T1", "temperature", 52), after("600ms"), look("RELAY1", "closed", 0), *dark("LED2"), put("T1", "temperature", 48),
                after("600ms"), look("RELAY1", "closed", 1), *lit("LED1"), *turned(0.3), *lit("LED2"), put("BTN1", "pressed", 1), after("60ms"), *dark("LED1"), put("BTN1", "pressed", 0), after("60ms"), *lit("LED1"),
                put("T1", "temperature", 50.25), after("600ms"), look("RELAY1", "closed", 1), *lit("LED1"), put("T1", "fail", 1), after("1500ms"), look("RELAY1", "closed", 0), *dark("LED1", "LED2"), put("T1", "temperature", 52), put("T1", "fail", 0), after("400ms"),
                look("RELAY1", "closed", 0), *lit("LED2"), put("T1", "temperature", 40), after("600ms"), look("RELAY1", "closed", 1), *lit("LED1", "LED2"), put("T1", "temperature", 52), after("600ms"), look("RELAY1", "closed", 0), *dark("LED1")]),
]

EVENTS = [*DEVICE_EVENTS, *JOINED, *TIMES, *LASTS]
