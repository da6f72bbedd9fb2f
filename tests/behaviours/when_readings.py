"""Conditions on readings: every comparison, dead bands, limits that follow another reading, numbers, states, texts and counts."""

from __future__ import annotations

from tests.behaviours.case import Case
from tests.behaviours.pieces import adc, after, button, dark, do, event, keypad, knob, led, lit, look, powered, press, put, reads, relay, says, together, when


def lamp_while(n: int, condition: dict) -> dict:
    return when(f"lamp {n}", condition, do(f"LED{n}", "on"), otherwise=[do(f"LED{n}", "off")])


def turned(position: float) -> list:
    return [put("POT1", "position", position), after("60ms")]


LAMPS = [led(f"LED{n}", pin) for n, pin in enumerate(("D3", "D5", "D6", "D7", "D8", "D9", "D10"), 1)]

READINGS = [
    Case("dry soil with a band", "A relay for the pump while the soil is below 30 %, until it is five points wetter.", **together(adc("SOIL1", "soil-capacitive", "A0"), relay("RELAY1", "D4")),
         behaviours=[when("water", reads("SOIL1.moisture_pct", "<", 30, 5), do("RELAY1", "on"), otherwise=[do("RELAY1", "off")])],
         steps=[put("SOIL1", "moisture", 60), after("300ms"), look("RELAY1", "closed", 0), put("SOIL1", "moisture", 32), after("300ms"), look("RELAY1", "closed", 0),
                put("SOIL1", "moisture", 27), after("300ms"), look("RELAY1", "closed", 1), put("SOIL1", "moisture", 33), after("300ms"), look("RELAY1", "closed", 1),
                put("SOIL1", "moisture", 37), after("300ms"), look("RELAY1", "closed", 0), put("SOIL1", "moisture", 33), after("300ms"), look("RELAY1", "closed", 0)]),
    Case("every comparison of a number", "Lamp 1 above half of the knob's way, lamp 2 from 70 % on, lamp 3 up to 20 %, lamp 4 exactly at 40 %, lamp 5 anywhere but there, lamp 6 below 90 %.",
         **together(knob("POT1", "A0"), *LAMPS[:6]),
         behaviours=[lamp_while(1, reads("POT1.position_pct", ">", 50)), lamp_while(2, reads("POT1.position_pct", ">=", 70)), lamp_while(3, reads("POT1.position_pct", "<=", 20)),
                     lamp_while(4, reads("POT1.position_pct", "==", 40)), lamp_while(5, reads("POT1.position_pct", "!=", 40)), lamp_while(6, reads("POT1.position_pct", "<", 90))],
         steps=[*turned(0.3), *lit("LED5", "LED6"), *dark("LED1", "LED2", "LED3", "LED4"), *turned(0.21), *dark("LED3"), *turned(0.18), *lit("LED3"), *turned(0.21), *lit("LED3"), *turned(0.24), *dark("LED3"),
                *turned(0.4), *lit("LED4"), *dark("LED5"), *turned(0.42), *dark("LED4"), *lit("LED5"), *turned(0.48), *dark("LED1"), *turned(0.53), *lit("LED1"), *turned(0.49), *lit("LED1"), *turned(0.46), *dark("LED1"),
                *turned(0.69), *dark("LED2"), *turned(0.72), *lit("LED1", "LED2", "LED6"), *turned(0.69), *lit("LED2"), *turned(0.66), *dark("LED2"), *turned(0.88), *lit("LED6"), *turned(0.91), *lit("LED6"), *turned(0.93), *dark("LED6"),
                *turned(0.91), *dark("LED6"), *turned(0.86), *lit("LED6")]),
    Case("limits that are no fixed number", "Lamp 1 while the first knob is turned further than the second; lamp 2 while it is below half of the second's way; lamp 3 while it is at the second one's number.",
         **together(knob("POT1", "A0"), knob("POT2", "A1"), *LAMPS[:4]),
         behaviours=[lamp_while(1, reads("POT1.position_pct", ">", {"read": "POT2.position_pct"})), lamp_while(2, reads("POT1.position_pct", "<", {"map": "POT2.position_pct", "from": [0, 100], "to": [0, 50]})),
                     lamp_while(3, reads("POT1.position_pct", "==", {"text": "{POT2.position_pct}"})), lamp_while(4, reads("POT1.position_pct", ">", "80"))],
         steps=[put("POT2", "position", 0.6), *turned(0.5), *dark("LED1", "LED2", "LED3", "LED4"), *turned(0.65), *lit("LED1"), *turned(0.25), *dark("LED1"), *lit("LED2"), put("POT2", "position", 0.2), after("60ms"), *lit("LED1"),
                *dark("LED2"), put("POT2", "position", 0.95), after("60ms"), *dark("LED1"), *lit("LED2"), *turned(0.35), *lit("LED2"), *turned(0.5), *dark("LED2"), *turned(0.75), *dark("LED4"), *turned(0.85), *lit("LED4"), *turned(0.79), *lit("LED4"), *turned(0.76), *dark("LED4"), *turned(0.85), *lit("LED4"),
                put("POT2", "position", 0.85), after("60ms"), *lit("LED3"), put("POT2", "position", 0.6), after("60ms"), *dark("LED3"), *turned(0.5), *dark("LED1"), *turned(0.63), *lit("LED1"), *turned(0.59), *lit("LED1"), *turned(0.57), *dark("LED1", "LED2"), *turned(0.28), *lit("LED2"), *turned(0.31), *lit("LED2"),
                *turned(0.33), *dark("LED2")]),
    Case("a reading without a dead band", "Lamp 1 while the knob was turned by more than two clicks.", **together(powered("ENC1", "rotary-encoder-ky040", "D2 ENC1.CLK", "D4 ENC1.DT", "D7 ENC1.SW"), *LAMPS[:1]),
         behaviours=[lamp_while(1, reads("ENC1.position_steps", ">", 2))],
         steps=[after("100ms"), put("ENC1", "rotate", 2), after("200ms"), *dark("LED1"), put("ENC1", "rotate", 1), after("200ms"), *lit("LED1"), put("ENC1", "rotate", -1), after("200ms"), *dark("LED1"),
                put("ENC1", "rotate", 3), after("300ms"), *lit("LED1")]),
    Case("a number at the instant of a press", "A press lights lamp 1 if the knob is over half at that moment, otherwise lamp 2; button 2 puts both out.",
         **together(knob("POT1", "A0"), button("BTN1", "D2"), button("BTN2", "D4"), *LAMPS[:2]),
         behaviours=[when("ask", {"all": [event("BTN1.pressed"), reads("POT1.position_pct", ">", 50)]}, do("LED1", "on"), otherwise=[do("LED2", "on")]), when("out", event("BTN2.pressed"), do("LED1", "off"), do("LED2", "off"))],
         steps=[*turned(0.8), *dark("LED1", "LED2"), *press(), *lit("LED1"), *dark("LED2"), put("BTN2", "pressed", 1), after("60ms"), *dark("LED1", "LED2"), put("BTN2", "pressed", 0), *turned(0.49), *dark("LED1", "LED2"), *press(), *lit("LED2"), *dark("LED1"), *press("BTN2"), *dark("LED2"),
                *turned(0.53), *press(), *lit("LED1"), *dark("LED2")]),
    Case("every comparison of a state", "Lamps 1, 3, 4 and 6 while the button is down, lamps 2, 5 and 7 while it is up, each said another way.", **together(button("BTN1", "D2"), *LAMPS),
         behaviours=[lamp_while(1, reads("BTN1.pressed", "==", 1)), lamp_while(2, reads("BTN1.pressed", "==", 0)), lamp_while(3, reads("BTN1.pressed", "!=", 0)), lamp_while(4, reads("BTN1.pressed", ">", 0)),
                     lamp_while(5, reads("BTN1.pressed", "<", 1)), lamp_while(6, reads("BTN1.pressed", ">=", 1)), lamp_while(7, reads("BTN1.pressed", "<=", 0))],
         steps=[after("100ms"), *lit("LED2", "LED5", "LED7"), *dark("LED1", "LED3", "LED4", "LED6"), put("BTN1", "pressed", 1), after("60ms"), *lit("LED1", "LED3", "LED4", "LED6"), *dark("LED2", "LED5", "LED7"),
                put("BTN1", "pressed", 0), after("60ms"), *lit("LED2", "LED5", "LED7"), *dark("LED1", "LED3", "LED4", "LED6")]),
    Case("a text that is compared", "The 5 turns lamp 1 over and any other key puts it out; every key but # turns lamp 2 over; the code 12# turns lamp 3 over.",
         **together(keypad(), led("LED1", "D3"), led("LED2", "SDA"), led("LED3", "SCL")),
         behaviours=[when("five", {"all": [event("KEYS1.key_pressed"), reads("KEYS1.key", "==", "5")]}, do("LED1", "toggle"), otherwise=[do("LED1", "off")]),
                     when("other", {"all": [event("KEYS1.key_pressed"), reads("KEYS1.key", "!=", "#")]}, do("LED2", "toggle")),
                     when("code", {"all": [event("KEYS1.code_entered"), reads("KEYS1.code", "==", "12")]}, do("LED3", "toggle"))],
         steps=[after("100ms"), *(s for key, one, two, three in (("5", 1, 1, 0), ("1", 0, 0, 0), ("#", 0, 0, 0), ("1", 0, 1, 0), ("2", 0, 0, 0), ("#", 0, 0, 1), ("4", 0, 1, 1), ("5", 1, 0, 1), ("5", 0, 1, 1))
                                  for s in (put("KEYS1", "key", key), after("100ms"), put("KEYS1", "key", ""), after("100ms"), look("LED1", "on", one), look("LED2", "on", two), look("LED3", "on", three)))]),
    Case("every comparison of a count", "Button 1 counts, button 2 begins anew, button 3 adds two. Lamps: 1 over 2, 2 from 2, 3 at 2, 4 not at 0, 5 below 1, 6 up to 1.",
         **together(button("BTN1", "D2"), button("BTN2", "D4"), button("BTN3", "SDA"), *LAMPS[:6]),
         behaviours=[when("up", event("BTN1.pressed"), do("board", "count", name="visits")), when("anew", event("BTN2.pressed"), do("board", "reset", name="visits")), when("two", event("BTN3.pressed"), do("board", "count", name="visits", by=2)),
                     *(lamp_while(n, reads("board.visits", op, value)) for n, (op, value) in enumerate(((">", 2), (">=", 2), ("==", 2), ("!=", 0), ("<", 1), ("<=", 1)), 1))],
         steps=[after("100ms"), *lit("LED5", "LED6"), *dark("LED1", "LED2", "LED3", "LED4"), *press(), *lit("LED4", "LED6"), *dark("LED1", "LED2", "LED3", "LED5"), *press(), *lit("LED2", "LED3", "LED4"), *dark("LED1", "LED5", "LED6"),
                *press(), *lit("LED1", "LED2", "LED4"), *dark("LED3", "LED5", "LED6"), *press("BTN2"), *lit("LED5", "LED6"), *dark("LED1", "LED2", "LED3", "LED4"), *press("BTN3"), *lit("LED2", "LED3", "LED4"), *dark("LED1", "LED5", "LED6")]),
    Case("a count stands apart from another", "Each button counts for itself: the first one's three presses light lamp 1, the second's two lamp 2.", **together(button("BTN1", "D2"), button("BTN2", "D4"), *LAMPS[:2]),
         behaviours=[when("one", event("BTN1.pressed"), do("board", "count")), when("other", event("BTN2.pressed"), do("board", "count", name="others")), when("three", reads("board.count", ">=", 3), do("LED1", "on")),
                     when("two", reads("board.others", ">=", 2), do("LED2", "on"))],
         steps=[after("100ms"), *press(), *press(), *dark("LED1", "LED2"), *press("BTN2"), says("others=1"), *dark("LED1", "LED2"), *press("BTN2"), *lit("LED2"), *dark("LED1"), *press(), *lit("LED1")]),
]
