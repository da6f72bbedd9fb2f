"""Actions of lights and sounds: LEDs alone and in rows, RGB, pixels, bars, buzzers."""

from __future__ import annotations

from typing import Any

from tests.behaviours.case import Case
from tests.behaviours.pieces import ALWAYS, Piece, after, button, dark, do, event, in_turn, knob, led, lit, look, near, powered, press, put, reads, rgb, says, together, until, when

BTN, KNOB = button("BTN1", "D2"), knob("POT1", "A0")
CLICK = event("BTN1.pressed")
PIXELS = powered("PIX1", "ws2812-ring-16", "D6 PIX1.DIN")
BAR = Piece({"BAR1": "led-bar-10", **{f"R{n}": ("resistor", {"resistance_ohm": 330}) for n in range(1, 11)}},
            [*(f"{p} R{n}.1" for n, p in enumerate(("D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "SDA", "SCL"), 1)), *(f"R{n}.2 BAR1.A{n}" for n in range(1, 11)), *(f"BAR1.C{n} GND" for n in range(1, 11))])
FOUR = [led(f"LED{n}", pin) for n, pin in enumerate(("D3", "D5", "D6", "D7"), 1)]
SEVEN = [led(f"LED{n}", f"D{n + 2}") for n in range(1, 8)]
SHIFTED = Piece({"X1": "74hc595", "LED1": "led-5mm", "R1": ("resistor", {"resistance_ohm": 330})}, ["V X1.VCC X1.MR", "GND X1.GND X1.OE", "D7 X1.DS", "D8 X1.SHCP", "D9 X1.STCP", "X1.Q3 R1.1", "R1.2 LED1.A", "LED1.C GND"])


def turned(position: float, rest: str = "100ms") -> list[Any]:
    return [put("POT1", "position", position), after(rest)]


def colours(red: float, green: float, blue: float, ref: str = "RGB1") -> list[Any]:
    return [near(ref, name, share, 3) for name, share in (("red", red), ("green", green), ("blue", blue))]


LAMPS = [
    Case("a lamp that is on or off", "Each press the next: on, off, turned over, turned over, blinking each 0.4 s, off, three blinks.", **together(BTN, *FOUR[:2]),
         behaviours=[when("next", CLICK, *in_turn(do("LED1", "on"), do("LED1", "off"), do("LED1", "toggle"), do("LED1", "toggle"), do("LED1", "blink", period_s=0.4), do("LED1", "off"), do("LED1", "blink", period_s=0.4, times=3))),
                     when("usual", ALWAYS, do("LED2", "blink"))],
         steps=[after("100ms"), *dark("LED1"), *lit("LED2"), *press(), *lit("LED1"), *press(), *dark("LED1"), *lit("LED2"), *press(), *lit("LED1"), after("350ms"), *dark("LED2"), *press(), *dark("LED1"), *press(), *lit("LED1"), after("200ms"), *dark("LED1"),
                after("200ms"), *lit("LED1"), after("400ms"), *lit("LED1"), *press(), *dark("LED1"), after("400ms"), *dark("LED1"), *press(), *lit("LED1"), after("200ms"), *dark("LED1"), after("200ms"), *lit("LED1"), after("400ms"), *lit("LED1"),
                after("200ms"), *dark("LED1"), after("200ms"), *dark("LED1"), after("400ms"), *dark("LED1")]),
    Case("a lamp on a shift register", "Each press the next: on, off, turned over, turned over, blinking.", **together(BTN, SHIFTED),
         behaviours=[when("next", CLICK, *in_turn(do("LED1", "on"), do("LED1", "off"), do("LED1", "toggle"), do("LED1", "toggle"), do("LED1", "blink", period_s=0.4)))],
         steps=[after("100ms"), *dark("LED1"), *press(), *lit("LED1"), look("X1", "value", 8), *press(), *dark("LED1"), *press(), *lit("LED1"), *press(), *dark("LED1"), *press(), *lit("LED1"), after("200ms"), *dark("LED1"), after("200ms"), *lit("LED1")]),
    Case("a lamp that is dimmed", "Each press the next: 30 %, off, on, turned over, breathing in 2 s, slowly to 80 % in a second, off in half a second, blinking, one slow way up in a second.", **together(BTN, *FOUR[:1]),
         behaviours=[when("next", CLICK, *in_turn(do("LED1", "set", level_pct=30), do("LED1", "off"), do("LED1", "on"), do("LED1", "toggle"), do("LED1", "fade", period_s=2), do("LED1", "ramp", to_pct=80, duration_s=1),
                                                  do("LED1", "fade", to_pct=0, duration_s=0.5), do("LED1", "blink", period_s=0.4), do("LED1", "speed", speed_pct=60), do("LED1", "toggle")))],
         steps=[after("100ms"), *dark("LED1"), *press(), near("LED1", "brightness", 30, 2), *press(), *dark("LED1"), *press(), near("LED1", "brightness", 100, 1), *press(), *dark("LED1"),
                *press(), after("380ms"), near("LED1", "brightness", 50, 8), after("500ms"), near("LED1", "brightness", 98, 6), after("1s"), near("LED1", "brightness", 3, 6), after("500ms"), near("LED1", "brightness", 50, 8), after("500ms"),
                *press(), after("900ms"), near("LED1", "brightness", 80, 3), after("1s"), near("LED1", "brightness", 80, 2), *press(), after("130ms"), near("LED1", "brightness", 40, 12), after("300ms"), *dark("LED1"),
                *press(), *lit("LED1"), after("200ms"), *dark("LED1"), after("200ms"), *lit("LED1"), *press(), near("LED1", "brightness", 60, 2), *press(), *dark("LED1")]),
    Case("lamps that follow a knob", "Lamp 1 as bright as the knob says; lamp 2 blinks the faster the further it is turned, between 1 and 0.2 s; lamp 3 breathes so; lamp 4 as bright as the knob says, but only while it is over half.", **together(KNOB, *FOUR[:3], led("LED4", "D9")),
         behaviours=[when("dim", ALWAYS, do("LED1", "set", level_pct={"read": "POT1.position_pct"})), when("beat", ALWAYS, do("LED2", "blink", period_s={"map": "POT1.position_pct", "from": [0, 100], "to": [1, 0.2]})),
                     when("breathe", ALWAYS, do("LED3", "fade", period_s={"map": "POT1.position_pct", "from": [0, 100], "to": [4, 0.8]})),
                     when("upper", reads("POT1.position_pct", ">", 50), do("LED4", "set", level_pct={"map": "POT1.position_pct", "from": [50, 100], "to": [20, 100]}), otherwise=[do("LED4", "off")])],
         steps=[*turned(0), *dark("LED1"), *lit("LED2"), near("LED3", "brightness", 5, 5), *dark("LED4"), after("350ms"), *lit("LED2"), after("100ms"), *dark("LED2"), after("400ms"), *dark("LED2"), near("LED3", "brightness", 47, 6), after("100ms"), *lit("LED2"),
                *turned(0.4), near("LED1", "brightness", 40, 2), *turned(0.55), near("LED1", "brightness", 55, 2), near("LED4", "brightness", 28, 2), *turned(0.75), near("LED1", "brightness", 75, 2), near("LED4", "brightness", 60, 2), *turned(0.49), near("LED4", "brightness", 20, 2), *turned(0.4), *dark("LED4"),
                *turned(1), near("LED1", "brightness", 100, 1), until("LED2", "on", 0, "250ms"), until("LED2", "on", 1, "150ms"), until("LED2", "on", 0, "150ms"), until("LED2", "on", 1, "150ms"), until("LED3", "brightness", 100, "900ms", tolerance=15),
                after("400ms"), near("LED3", "brightness", 8, 18), after("400ms"), near("LED3", "brightness", 92, 18)]),
    Case("lamps in a row", "A running light of three lamps, 0.3 s each, that a press starts and stops.", **together(BTN, *FOUR[:3]), behaviours=[when("run", CLICK, *(do(f"LED{n}", "chase", period_s=0.3) for n in (1, 2, 3)))],
         steps=[after("500ms"), *dark("LED1", "LED2", "LED3"), *press(), after("80ms"), *lit("LED1"), *dark("LED2", "LED3"), after("300ms"), *lit("LED2"), *dark("LED1", "LED3"), after("300ms"), *lit("LED3"), *dark("LED1", "LED2"), after("300ms"), *lit("LED1"),
                *press(), *dark("LED1", "LED2", "LED3"), after("600ms"), *dark("LED1", "LED2", "LED3"), *press(), *lit("LED1")]),
    Case("lamps as a gauge", "Four lamps show how far the knob is turned.", **together(KNOB, *FOUR), behaviours=[when("level", ALWAYS, *(do(f"LED{n}", "bar", level_pct={"read": "POT1.position_pct"}) for n in (1, 2, 3, 4)))],
         steps=[*turned(0), *dark("LED1", "LED2", "LED3", "LED4"), *turned(0.3), *lit("LED1"), *dark("LED2", "LED3", "LED4"), *turned(0.55), *lit("LED1", "LED2"), *dark("LED3", "LED4"), *turned(0.95), *lit("LED1", "LED2", "LED3", "LED4"), *turned(0.2), *lit("LED1"),
                *dark("LED2")]),
    Case("a dice", "Every 0.2 s a dice of seven lamps is rolled.", **together(*SEVEN), behaviours=[when("roll", {"every_s": 0.2}, *(do(f"LED{n}", "show") for n in range(1, 8)))],
         steps=[after("150ms"), *dark("LED1", "LED2", "LED3", "LED4", "LED5", "LED6", "LED7"), {"wait-serial": {"text": "DICE=", "timeout": "100ms"}}, says("DICE=6"), after("5ms"), *lit("LED1", "LED2", "LED3", "LED5", "LED6", "LED7"), *dark("LED4"), says("DICE=1"), after("5ms"), *lit("LED4"),
                *dark("LED1", "LED2", "LED3", "LED5", "LED6", "LED7")]),
    Case("the board's own lamp", "Each press the next: on, off, turned over, turned over, blinking.", **together(BTN), behaviours=[when("next", CLICK, *in_turn(do("U1", "on"), do("U1", "off"), do("U1", "toggle"), do("U1", "toggle"), do("board", "blink", period_s=0.4)))],
         steps=[after("100ms"), look("U1", "D13", 0), *press(), look("U1", "D13", 1), *press(), look("U1", "D13", 0), *press(), look("U1", "D13", 1), *press(), look("U1", "D13", 0), *press(), look("U1", "D13", 1), after("200ms"), look("U1", "D13", 0),
                after("200ms"), look("U1", "D13", 1)], ways=("avr",)),
]

COLOURS = [
    Case("a lamp of many colours", "Each press the next: red, the next colour, blue, off, on, turned over, 50 %, blinking twice, green by its angle, all colours in 3 s, turned over, white slowly to 20 % in half a second.", **together(BTN, rgb()),
         behaviours=[when("next", CLICK, *in_turn(do("RGB1", "color", color="red"), do("RGB1", "color"), do("RGB1", "color", color="#0000ff"), do("RGB1", "off"), do("RGB1", "on"), do("RGB1", "toggle"), do("RGB1", "set", level_pct=50),
                                                  do("RGB1", "blink", period_s=0.4, times=2), do("RGB1", "color", hue_deg=120), do("RGB1", "rainbow", period_s=3), do("RGB1", "toggle"), [do("RGB1", "color", color="white"), do("RGB1", "ramp", to_pct=20, duration_s=0.5)]))],
         steps=[after("100ms"), look("RGB1", "on", 0), *press(), *colours(100, 0, 0), *press(), *colours(50, 50, 0), *press(), *colours(0, 0, 100), *press(), look("RGB1", "on", 0), *press(), *colours(0, 0, 100), *press(), look("RGB1", "on", 0),
                *press(), *colours(0, 0, 50), *press(), *colours(0, 0, 50), after("200ms"), look("RGB1", "on", 0), after("200ms"), *colours(0, 0, 50), after("200ms"), look("RGB1", "on", 0), after("200ms"), look("RGB1", "on", 0), after("200ms"), look("RGB1", "on", 0),
                *press(), *colours(0, 50, 0), *press(), after("890ms"), *colours(0, 50, 0), after("1s"), *colours(0, 0, 50), *press(), look("RGB1", "on", 0), *press(), after("600ms"), *colours(20, 20, 20)]),
    Case("a colour that follows a knob", "The knob chooses the colour, from red over green to blue.", **together(KNOB, rgb()),
         behaviours=[when("hue", ALWAYS, do("RGB1", "color", hue_deg={"map": "POT1.position_pct", "from": [0, 100], "to": [0, 240]}))],
         steps=[*turned(0), *colours(100, 0, 0), *turned(0.5), *colours(0, 100, 0), *turned(1), *colours(0, 0, 100)]),
    Case("a ring of pixels", "Each press the next: green, the next colour, half of them, cleared, on, turned over, 10 %, blinking twice, blue by its angle, all colours in 3 s, turned over, off slowly in half a second.", **together(BTN, PIXELS),
         behaviours=[when("next", CLICK, *in_turn(do("PIX1", "color", color="green"), do("PIX1", "color"), do("PIX1", "bar", level_pct=50), do("PIX1", "clear"), do("PIX1", "on"), do("PIX1", "toggle"), do("PIX1", "set", level_pct=10),
                                                  do("PIX1", "blink", period_s=0.4, times=2), do("PIX1", "color", hue_deg=240), do("PIX1", "rainbow", period_s=3), do("PIX1", "toggle"), do("PIX1", "on"), do("PIX1", "ramp", to_pct=0, duration_s=0.5), do("PIX1", "on"), do("PIX1", "off")))],
         steps=[after("100ms"), look("PIX1", "lit", 0), *press(), look("PIX1", "lit", 16), look("PIX1", "color", "#004c00"), *press(), look("PIX1", "color", "#262600"), *press(), look("PIX1", "lit", 8), *press(), look("PIX1", "lit", 0), *press(), look("PIX1", "lit", 16),
                *press(), look("PIX1", "lit", 0), *press(), look("PIX1", "lit", 16), look("PIX1", "color", "#0c0c00"), *press(), look("PIX1", "lit", 16), after("200ms"), look("PIX1", "lit", 0), after("200ms"), look("PIX1", "lit", 16), after("200ms"), look("PIX1", "lit", 0),
                after("300ms"), look("PIX1", "lit", 0), after("200ms"), look("PIX1", "lit", 0), *press(), look("PIX1", "color", "#000019"), *press(), after("940ms"), look("PIX1", "color", "#001900"), *press(), look("PIX1", "lit", 0), *press(), look("PIX1", "lit", 16), look("PIX1", "color", "#000019"), *press(), after("500ms"), look("PIX1", "lit", 0),
                *press(), look("PIX1", "lit", 16), *press(), look("PIX1", "lit", 0)]),
    Case("all colours, and then something else", "Each press the next: all colours, turned over, all colours, blinking, all colours, the blue they had. Both lights.", **together(BTN, rgb(), powered("PIX1", "ws2812-ring-16", "D7 PIX1.DIN")),
         behaviours=[when("next", CLICK, *in_turn(*([do("RGB1", action, **args), do("PIX1", action, **args)] for action, args in (
             ("color", {"color": "blue"}), ("off", {}), ("rainbow", {"period_s": 3}), ("toggle", {}), ("rainbow", {"period_s": 3}), ("blink", {"period_s": 0.4}), ("rainbow", {"period_s": 3}), ("color", {"color": "blue"})))))],
         steps=[after("100ms"), *press(), *colours(0, 0, 100), *press(), *dark("RGB1"), look("PIX1", "lit", 0), *press(), after("500ms"), near("RGB1", "green", 58, 7), look("PIX1", "lit", 16), *press(), *dark("RGB1"), look("PIX1", "lit", 0), *press(), after("500ms"), near("RGB1", "green", 58, 7),
                *press(), *colours(0, 0, 100), look("PIX1", "color", "#00004c"), after("200ms"), *dark("RGB1"), look("PIX1", "lit", 0), *press(), after("500ms"), near("RGB1", "green", 58, 7), look("PIX1", "lit", 16), *press(), *colours(0, 0, 100), look("PIX1", "color", "#00004c")]),
    Case("pixels that follow a knob", "So many of the pixels as the knob is turned.", **together(KNOB, PIXELS), behaviours=[when("level", ALWAYS, do("PIX1", "bar", level_pct={"read": "POT1.position_pct"}))],
         steps=[*turned(0), look("PIX1", "lit", 0), *turned(0.25), look("PIX1", "lit", 4), *turned(0.75), look("PIX1", "lit", 12), *turned(0.5), look("PIX1", "lit", 8)]),
    Case("a bar of lamps", "The bar shows how far the knob is turned while the button is up; held for half a second, it goes dark.", **together(BTN, KNOB, BAR),
         behaviours=[when("level", reads("BTN1.pressed", "==", 0), do("BAR1", "bar", level_pct={"read": "POT1.position_pct"})), when("none", {"held": reads("BTN1.pressed", "==", 1), "for_s": 0.5}, do("BAR1", "off"))],
         steps=[*turned(0.1), look("BAR1", "A1", 100), look("BAR1", "A2", 0), *turned(0.3), look("BAR1", "A3", 100), look("BAR1", "A4", 0), *turned(0.6), look("BAR1", "A6", 100), look("BAR1", "A7", 0), put("BTN1", "pressed", 1), after("550ms"), *dark("BAR1"), put("BTN1", "pressed", 0), after("100ms"), look("BAR1", "A6", 100), look("BAR1", "A7", 0)]),
    Case("a bar that is on, off and half", "Each press the next: on, off, 50 %, 10 %.", **together(BTN, BAR), behaviours=[when("next", CLICK, *in_turn(do("BAR1", "on"), do("BAR1", "off"), do("BAR1", "bar", level_pct=50), do("BAR1", "bar", level_pct=10)))],
         steps=[after("100ms"), *dark("BAR1"), *press(), look("BAR1", "A10", 100), *press(), *dark("BAR1"), *press(), look("BAR1", "A5", 100), look("BAR1", "A6", 0), *press(), look("BAR1", "A1", 100), look("BAR1", "A2", 0)]),
]

SOUNDS = [
    Case("a buzzer", "Each press the next: on, off, turned over, turned over, a beep of 0.3 s, two beeps of 0.2 s, beeping each 0.4 s, off, blinking.", **together(BTN, Piece({"BZ1": "buzzer-active"}, ["D5 BZ1.+", "BZ1.- GND"])),
         behaviours=[when("next", CLICK, *in_turn(do("BZ1", "on"), do("BZ1", "off"), do("BZ1", "toggle"), do("BZ1", "toggle"), do("BZ1", "beep", duration_s=0.3), do("BZ1", "beep", duration_s=0.2, times=2), do("BZ1", "beep", period_s=0.4), do("BZ1", "off"),
                                                  do("BZ1", "blink", period_s=0.4), do("BZ1", "off")))],
         steps=[after("100ms"), *dark("BZ1"), *press(), *lit("BZ1"), *press(), *dark("BZ1"), *press(), *lit("BZ1"), *press(), *dark("BZ1"), *press(), *lit("BZ1"), after("130ms"), *lit("BZ1"), after("100ms"), *dark("BZ1"), *press(), *lit("BZ1"), after("150ms"), *dark("BZ1"),
                after("200ms"), *lit("BZ1"), after("200ms"), *dark("BZ1"), after("200ms"), *dark("BZ1"), *press(), *lit("BZ1"), after("200ms"), *dark("BZ1"), after("200ms"), *lit("BZ1"), after("200ms"), *dark("BZ1"), *press(), *dark("BZ1"), after("300ms"), *dark("BZ1"), *press(),
                *lit("BZ1"), after("200ms"), *dark("BZ1"), after("200ms"), *lit("BZ1"), *press(), *dark("BZ1")]),
    Case("a loudspeaker", "Each press the next: on, off, turned over, turned over, 440 Hz, 880 Hz for 0.3 s, two beeps, off, the melody of success, off, blinking, off.", **together(BTN, Piece({"BZ1": "buzzer-passive"}, ["D5 BZ1.+", "BZ1.- GND"])),
         behaviours=[when("next", CLICK, *in_turn(do("BZ1", "on"), do("BZ1", "off"), do("BZ1", "toggle"), do("BZ1", "toggle"), do("BZ1", "tone", frequency_hz=440), do("BZ1", "tone", frequency_hz=880, duration_s=0.3), do("BZ1", "beep", duration_s=0.2, times=2),
                                                  do("BZ1", "melody", name="success"), do("BZ1", "off"), do("BZ1", "blink", period_s=0.4), do("BZ1", "off")))],
         steps=[after("100ms"), *dark("BZ1"), *press(), *lit("BZ1"), near("BZ1", "frequency", 2000, 20), *press(), *dark("BZ1"), *press(), *lit("BZ1"), *press(), *dark("BZ1"), *press(), near("BZ1", "frequency", 440, 5), *press(), near("BZ1", "frequency", 880, 9), after("250ms"),
                *dark("BZ1"), *press(), *lit("BZ1"), after("150ms"), *dark("BZ1"), after("200ms"), *lit("BZ1"), after("200ms"), *dark("BZ1"), after("200ms"), *dark("BZ1"), *press(), near("BZ1", "frequency", 523, 6), after("200ms"), near("BZ1", "frequency", 659, 8), after("200ms"),
                near("BZ1", "frequency", 784, 9), after("200ms"), near("BZ1", "frequency", 1047, 12), *press(), *dark("BZ1"), *press(), *lit("BZ1"), after("150ms"), *dark("BZ1"), after("200ms"), *lit("BZ1"), *press(), *dark("BZ1")]),
    Case("a tone that follows a knob", "The tone follows the knob from 200 to 2000 Hz while the button is down.", **together(BTN, KNOB, Piece({"BZ1": "buzzer-passive"}, ["D5 BZ1.+", "BZ1.- GND"])),
         behaviours=[when("sing", reads("BTN1.pressed", "==", 1), do("BZ1", "tone", frequency_hz={"map": "POT1.position_pct", "from": [0, 100], "to": [200, 2000]}), otherwise=[do("BZ1", "off")])],
         steps=[*turned(0.5), *dark("BZ1"), put("BTN1", "pressed", 1), after("100ms"), near("BZ1", "frequency", 1100, 30), *turned(0.1), near("BZ1", "frequency", 380, 15), put("BTN1", "pressed", 0), after("100ms"), *dark("BZ1")]),
]

LIGHTS = [*LAMPS, *COLOURS, *SOUNDS]
