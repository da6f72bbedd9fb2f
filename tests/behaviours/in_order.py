"""Actions in time and in order: for a while, in steps, in turns, over and over, by several behaviours together; messages and chance."""

from __future__ import annotations

from typing import Any

from tests.behaviours.case import Case
from tests.behaviours.pieces import (
    ALWAYS,
    Piece,
    after,
    button,
    dark,
    do,
    event,
    in_turn,
    knob,
    led,
    lit,
    look,
    near,
    powered,
    press,
    put,
    reads,
    rgb,
    says,
    seen,
    together,
    until,
    when,
)

BTN, BTN2, KNOB = button("BTN1", "D2"), button("BTN2", "D4"), knob("POT1", "A0")
CLICK = event("BTN1.pressed")
LED = [led(f"LED{n}", pin) for n, pin in enumerate(("D3", "D5", "D6", "D7", "D8", "D9"), 1)]
PIR = powered("PIR1", "pir-hc-sr501", "D10 PIR1.OUT", rail="5V")
DOWN, UP = reads("BTN1.pressed", "==", 1), reads("BTN1.pressed", "==", 0)
RADIO = Piece({"COM1": "nrf24l01-module"}, ["3V3 COM1.VCC", "GND COM1.GND", "D10 COM1.CSN", "D9 COM1.CE", "SCK COM1.SCK", "MOSI COM1.MOSI", "MISO COM1.MISO"])
PLAYER = Piece({"P1": "dfplayer-mini", "R1": ("resistor", {"resistance_ohm": 1000})}, ["5V P1.VCC", "GND P1.GND", "D7 R1.1", "R1.2 P1.RX"])


def turned(position: float, rest: str = "60ms") -> list[Any]:
    return [put("POT1", "position", position), after(rest)]


def step(n: int, act: str, action: str, for_s: float | None = None, **args: Any) -> dict[str, Any]:
    return {**do(act, action, for_s, **args), "step": n}


def again(behaviour: dict[str, Any]) -> dict[str, Any]:
    return {**behaviour, "again": True}


def only(*refs: str) -> list[Any]:
    return [look(f"LED{n}", "on", int(f"LED{n}" in refs)) for n in (1, 2, 3)]


FOR_A_WHILE = [
    Case("for a while", "A press lights lamp 1 for half a second; lamp 2 while the second button is down, and half a second longer; lamp 3 for half a second once the knob passes half.", **together(BTN, BTN2, KNOB, *LED[:3]),
         behaviours=[when("press", CLICK, do("LED1", "on", 0.5)), when("state", reads("BTN2.pressed", "==", 1), do("LED2", "on", 0.5)), when("number", reads("POT1.position_pct", ">", 50), do("LED3", "on", 0.5))],
         steps=[*turned(0.2), *only(), *press(), *only("LED1"), after("350ms"), *only("LED1"), after("100ms"), *only(), *press(), after("300ms"), *press(), after("350ms"), *only("LED1"), after("100ms"), *only(),
                put("BTN2", "pressed", 1), after("900ms"), *only("LED2"), put("BTN2", "pressed", 0), after("450ms"), *only("LED2"), after("150ms"), *only(), *turned(0.45), *only(), *turned(0.6), *only("LED3"), after("400ms"), *only("LED3"), after("150ms"), *only(), after("600ms"), *only(), *turned(0.49), *turned(0.6), *only()]),
    Case("once more when it still holds", "Lamp 1 for a second when the knob is over half, and once more each minute while it still is.", **together(KNOB, *LED[:1]), behaviours=[when("again", reads("POT1.position_pct", ">", 50), do("LED1", "on", 1))],
         steps=[*turned(0.45), *dark("LED1"), *turned(0.6), *lit("LED1"), after("1200ms"), *dark("LED1"), *turned(0.49), *turned(0.6), *dark("LED1"), after("57900ms"), *dark("LED1"), after("1s"), *lit("LED1"), after("1s"), *dark("LED1")], ways=("python",)),
    Case("two that hold one lamp", "Lamp 1 while the button is down, and while the knob is over half; it goes out when neither is so.", **together(BTN, KNOB, *LED[:1]),
         behaviours=[when("down", DOWN, do("LED1", "on"), otherwise=[do("LED1", "off")]), when("over", reads("POT1.position_pct", ">", 50), do("LED1", "on"), otherwise=[do("LED1", "off")])],
         steps=[*turned(0.45), *dark("LED1"), put("BTN1", "pressed", 1), after("60ms"), *lit("LED1"), *turned(0.6), *lit("LED1"), put("BTN1", "pressed", 0), after("60ms"), *lit("LED1"), *turned(0.49), *lit("LED1"), *turned(0.46), *dark("LED1"), *turned(0.6), *lit("LED1"), put("BTN1", "pressed", 1), after("60ms"),
                *turned(0.2), *lit("LED1"), put("BTN1", "pressed", 0), after("60ms"), *dark("LED1")]),
]

IN_STEPS = [
    Case("steps after a press", "A press: lamp 1 for 0.4 s, nothing for 0.3 s, lamp 2 for 0.2 s with lamp 3, which then stays.", **together(BTN, *LED[:3]),
         behaviours=[when("show", CLICK, step(1, "LED1", "on", 0.4), step(2, "board", "wait", 0.3), step(3, "LED2", "on", 0.2), step(3, "LED3", "on"))],
         steps=[after("300ms"), *only(), *press(), *only("LED1"), after("230ms"), *only("LED1"), after("100ms"), *only(), *press(), *only(), after("60ms"), *only(), after("140ms"), *only("LED2", "LED3"), after("180ms"), *only("LED3"), after("600ms"), *only("LED3")]),
    Case("steps over and over between two presses", "From press to press: lamp 1 for 0.3 s, lamp 2 for 0.2 s, and again.", **together(BTN, *LED[:3]), behaviours=[again(when("round", CLICK, step(1, "LED1", "on", 0.3), step(2, "LED2", "on", 0.2)))],
         steps=[after("300ms"), *only(), *press(), *only("LED1"), after("230ms"), *only("LED2"), after("200ms"), *only("LED1"), after("320ms"), *only("LED2"), *press(), *only(), after("400ms"), *only(), *press(), *only("LED1"), after("240ms"), *only("LED2"), after("200ms"), *only("LED1"), *press(), *only()]),
    Case("steps while something is so", "While the button is down: lamp 1 for 0.3 s, lamp 2 for 0.3 s, and again; when it comes up, lamp 3. While the second one is down, once: lamp 4, then lamp 5, which goes out at the end.", **together(BTN, BTN2, *LED[:5]),
         behaviours=[again(when("round", DOWN, step(1, "LED1", "on", 0.3), step(2, "LED2", "on", 0.3), otherwise=[do("LED3", "on")])),
                     when("once", reads("BTN2.pressed", "==", 1), step(1, "LED4", "on", 0.3), step(2, "LED5", "on"), otherwise=[do("LED5", "off")])],
         steps=[after("100ms"), put("BTN1", "pressed", 1), after("100ms"), look("LED1", "on", 1), look("LED2", "on", 0), after("300ms"), look("LED1", "on", 0), look("LED2", "on", 1), after("300ms"), look("LED1", "on", 1), look("LED2", "on", 0), put("BTN1", "pressed", 0), after("60ms"),
                *only("LED3"), after("400ms"), *only("LED3"), put("BTN2", "pressed", 1), after("100ms"), look("LED4", "on", 1), look("LED5", "on", 0), after("300ms"), look("LED4", "on", 0), look("LED5", "on", 1), after("500ms"), look("LED4", "on", 0), look("LED5", "on", 1),
                put("BTN2", "pressed", 0), after("60ms"), look("LED5", "on", 0), look("LED4", "on", 0), put("BTN2", "pressed", 1), after("100ms"), look("LED4", "on", 1),
                put("BTN2", "pressed", 0), after("60ms"), look("LED4", "on", 0), after("300ms"), look("LED4", "on", 0), look("LED5", "on", 0)]),
    Case("steps while a number is so", "While the knob is over half: lamp 1 for 0.3 s, lamp 2 for 0.2 s, and again.", **together(KNOB, *LED[:2]),
         behaviours=[again(when("round", reads("POT1.position_pct", ">", 50), step(1, "LED1", "on", 0.3), step(2, "LED2", "on", 0.2)))],
         steps=[*turned(0.3), *dark("LED1", "LED2"), *turned(0.6), *lit("LED1"), *dark("LED2"), after("300ms"), *lit("LED2"), *dark("LED1"), after("200ms"), *lit("LED1"), *dark("LED2"), *turned(0.4), *dark("LED1", "LED2"), after("300ms"), *dark("LED1", "LED2"), *turned(0.6), after("300ms"), *lit("LED2"), *turned(0.49), *lit("LED2"), *turned(0.4), *dark("LED1", "LED2")]),
    Case("steps all the time", "A traffic light: red for 0.5 s, yellow for 0.2 s, green for 0.3 s, and again; lamp 4 blinks twice at the start and then lamp 5 stays.", **together(*LED[:5]),
         behaviours=[again(when("light", ALWAYS, step(1, "LED1", "on", 0.5), step(2, "LED2", "on", 0.2), step(3, "LED3", "on", 0.3))), when("start", ALWAYS, step(1, "LED4", "blink", period_s=0.4, times=2), step(2, "LED5", "on"))],
         steps=[after("100ms"), *only("LED1"), look("LED4", "on", 1), look("LED5", "on", 0), after("200ms"), look("LED4", "on", 0), after("150ms"), *only("LED1"), after("150ms"), *only("LED2"), look("LED5", "on", 0), after("200ms"), *only("LED3"),
                after("150ms"), *only("LED3"), look("LED5", "on", 1), look("LED4", "on", 0), after("150ms"), *only("LED1"), look("LED4", "on", 0), after("500ms"), *only("LED2")]),
    Case("steps that last as long as what is done", "A press: the lamp comes up slowly in 0.4 s, goes down in 0.3 s, two beeps of 0.1 s, the tune of failure, and lamp 2.", **together(BTN, *LED[:2], Piece({"BZ1": "buzzer-active", "BZ2": "buzzer-passive"}, ["D7 BZ1.+", "BZ1.- GND", "D8 BZ2.+", "BZ2.- GND"])),
         behaviours=[when("show", CLICK, step(1, "LED1", "fade", to_pct=100, duration_s=0.4), step(2, "LED1", "ramp", to_pct=0, duration_s=0.3), step(3, "BZ1", "beep", duration_s=0.1, times=2), step(4, "BZ2", "melody", name="fail"), step(5, "LED2", "on"))],
         steps=[after("100ms"), *press(), after("220ms"), near("LED1", "brightness", 75, 12), after("80ms"), near("LED1", "brightness", 95, 8), after("250ms"), near("LED1", "brightness", 20, 15), *dark("BZ1"), after("120ms"), *lit("BZ1"), after("100ms"), *dark("BZ1"),
                after("100ms"), *lit("BZ1"), *dark("BZ2"), after("140ms"), *dark("BZ1"), near("BZ2", "frequency", 330, 6), after("50ms"), *dark("BZ1"), after("350ms"), near("BZ2", "frequency", 262, 5), *dark("LED2"), after("750ms"), *lit("LED2"), *dark("BZ2"), near("LED1", "brightness", 0, 0.3)]),
    Case("turns while something is so", "Each time the button goes down: lamp 1, then lamp 2 instead, then both off.", **together(BTN, *LED[:2]), behaviours=[when("list", DOWN, *in_turn(do("LED1", "on"), [do("LED1", "off"), do("LED2", "on")], do("LED2", "off")))],
         steps=[after("100ms"), *dark("LED1", "LED2"), *press(), *lit("LED1"), *dark("LED2"), *press(), *lit("LED2"), *dark("LED1"), *press(), *dark("LED1", "LED2"), *press(), *lit("LED1")]),
    Case("turns while a number is so", "Each time the knob passes half: lamp 1, then lamp 2 instead.", **together(KNOB, *LED[:2]), behaviours=[when("list", reads("POT1.position_pct", ">", 50), *in_turn([do("LED1", "on"), do("LED2", "off")], [do("LED1", "off"), do("LED2", "on")]))],
         steps=[*turned(0.45), *dark("LED1", "LED2"), *turned(0.6), *lit("LED1"), *dark("LED2"), *turned(0.49), *turned(0.6), *lit("LED1"), *dark("LED2"), *turned(0.2), *lit("LED1"), *turned(0.6), *lit("LED2"), *dark("LED1"), *turned(0.2), *turned(0.6), *lit("LED1"), *dark("LED2")]),
]

CHANCE = [
    Case("by chance", "Every 0.2 s yes or no on the serial monitor, and the lamp yellow or blue; every 0.6 s the arm goes to 30 or 150 degrees.", **together(rgb(), powered("S1", "servo-sg90", "D9 S1.SIG", rail="5V")),
         behaviours=[when("say", {"every_s": 0.2}, do("board", "log", text={"random": ["yes", "no"]})), when("glow", {"every_s": 0.2}, do("RGB1", "color", color={"random": ["yellow", "blue"]})),
                     when("point", {"every_s": 0.6}, do("S1", "move", angle_deg={"random": [30, 150]}))],
         steps=[*({"wait-serial": {"text": word, "timeout": "1900ms"}} for word in ("yes", "no", "yes")), until("RGB1", "blue", 100, "1900ms"), until("RGB1", "red", 100, "1900ms"), after("60ms"), near("RGB1", "green", 75, 3), look("RGB1", "blue", 0), until("RGB1", "blue", 100, "1500ms"), look("RGB1", "red", 0), until("RGB1", "red", 100, "1500ms"), until("S1", "angle", 30, "3s", tolerance=3), until("S1", "angle", 150, "3s", tolerance=3)]),
]

MESSAGES = [
    Case("lines on the serial monitor", "A press tells how far the knob is turned; every 0.3 s a word; all the time, each two seconds, the count of presses; letting go says what it is called, and lamp 1 is lit when three things were told of that.", **together(BTN, KNOB, *LED[:1]),
         behaviours=[when("tell", CLICK, do("board", "log", text={"text": "Knob at {POT1.position_pct} %"}), do("board", "count")), when("word", {"every_s": 0.3}, do("board", "log", text="tick-tack")), when("count", ALWAYS, do("board", "log", text={"text": "so far {board.count} presses"})),
                     when("once", reads("board.let", "==", 3), do("LED1", "on")), {**when("let go", event("BTN1.released"), do("board", "log"), do("board", "count", name="let")), "said": "and tell me when it is let go"}, when("number", event("BTN1.released"), do("board", "log", value=7.5), do("board", "count", name="let")), when("plain", event("BTN1.released"), do("board", "log", message={"text": "now {POT1.position_pct}"}), do("board", "count", name="let"))],
         steps=[*turned(0.8), *turned(0.37), put("BTN1", "pressed", 1), says("Knob at 37 %"), says("count=1"), after("20ms"), *dark("LED1"), put("BTN1", "pressed", 0), says("and tell me when it is let go"), says("7.5"), says("now 37"), after("20ms"), *lit("LED1"), {"wait-serial": {"text": "tick-tack", "timeout": "300ms"}},
                {"wait-serial": {"text": "so far 1 presses", "timeout": "2s"}}]),
    Case("a message by radio to others", "A press sends the knob's position; a second button sends done, and lights the lamp.", **together(BTN, button("BTN2", "SDA"), KNOB, *LED[:1], RADIO),
         behaviours=[when("tell", CLICK, do("COM1", "send", text={"text": "at {POT1.position_pct}"})), when("done", event("BTN2.pressed"), do("LED1", "on"), do("board", "notify", text="done"))],
         steps=[*turned(0.62, "300ms"), *press(), look("COM1", "sent", "at 62"), *press("BTN2"), look("COM1", "sent", "done"), *lit("LED1")]),
    Case("a message by Bluetooth to others", "A press sends hello.", **together(BTN, powered("BT1", "hc-05-module", "D7 BT1.TXD", "D8 BT1.RXD", rail="5V")), behaviours=[when("tell", CLICK, do("BT1", "send", text="hello"))],
         steps=[after("300ms"), look("BT1", "heard", ""), *press(), after("100ms"), look("BT1", "heard", "hello")], ways=("avr",)),
    Case("a code by infrared", "A press sends the code 0x45.", **together(BTN, Piece({"IR1": "led-ir-940", "R1": ("resistor", {"resistance_ohm": 220})}, ["D5 R1.1", "R1.2 IR1.A", "IR1.C GND"])),
         behaviours=[when("tell", CLICK, do("IR1", "send", code="0x45"))], steps=[after("300ms"), look("IR1", "on", 0), put("BTN1", "pressed", 1), until("IR1", "on", 1, "200ms"), says("IR1=send"), after("150ms"), look("IR1", "on", 0)]),
    Case("a player of music", "Each press the next: track 3, louder, track 5 for a second, stop, the first track, off.", **together(BTN, PLAYER),
         behaviours=[when("next", CLICK, *in_turn(do("P1", "play", track=3), do("P1", "set", level_pct=100), do("P1", "play", 1, track=5), do("P1", "on"), do("P1", "stop"), do("P1", "on"), do("P1", "off")))],
         steps=[after("3500ms"), look("P1", "track", 0), look("P1", "volume", 21), *press(), after("200ms"), look("P1", "track", 3), look("P1", "volume", 21), *press(), after("200ms"), look("P1", "volume", 30), *press(), after("200ms"), look("P1", "track", 5), after("1s"), look("P1", "track", 0),
                *press(), after("200ms"), look("P1", "track", 1), *press(), after("200ms"), look("P1", "track", 0), *press(), after("200ms"), look("P1", "track", 1), *press(), after("200ms"), look("P1", "track", 0)], ways=("avr",)),
    Case("a message to the network", "A press sends the knob's position to the network; the lamp shines when one was sent.", **together(BTN, KNOB, *LED[:1]), behaviours=[when("tell", CLICK, do("board", "publish", text={"text": "Knob at {POT1.position_pct} %"}), do("board", "count", name="sent")), when("once", reads("board.sent", "==", 1), do("LED1", "on"))],
         steps=[*turned(0.8, "3s"), *dark("LED1"), *turned(0.37), put("BTN1", "pressed", 1), says("PUBLISH="), after("2s"), seen("U1", "requested", "/ours Knob at 37 %"), *lit("LED1")], ways=("python",)),
    Case("a message by MQTT", "A press sends the knob's position by MQTT; the lamp shines when one was sent.", **together(BTN, KNOB, *LED[:1]), behaviours=[when("tell", CLICK, do("board", "publish", text={"text": "Knob at {POT1.position_pct} %"}), do("board", "count", name="sent")), when("once", reads("board.sent", "==", 1), do("LED1", "on"))],
         steps=[*turned(0.8, "3s"), *dark("LED1"), *turned(0.37), put("BTN1", "pressed", 1), says("PUBLISH="), after("2s"), look("U1", "published", "ours Knob at 37 %"), *lit("LED1")], ways=("python",)),
]

ORDER = [*FOR_A_WHILE, *IN_STEPS, *CHANCE, *MESSAGES]
