"""Actions of what moves and switches, and of what shows: servos, motors, relays, locks; displays of every kind."""

from __future__ import annotations

from typing import Any

from tests.behaviours.case import Case
from tests.behaviours.pieces import ALWAYS, Piece, after, button, dark, do, event, in_turn, knob, lit, look, near, powered, press, put, reads, relay, seen, together, when

BTN, KNOB = button("BTN1", "D2"), knob("POT1", "A0")
CLICK = event("BTN1.pressed")
SERVO = powered("S1", "servo-sg90", "D6 S1.SIG", rail="5V")
SERVO_BOARD = Piece({"X1": "pca9685-servo-driver", "S1": "servo-sg90"}, ["V X1.VCC", "5V X1.V+ S1.VCC", "GND X1.GND X1.OE S1.GND", "SDA X1.SDA", "SCL X1.SCL", "X1.PWM3 S1.SIG"])
BRIDGE = Piece({"M1": "dc-motor-130", "DRV1": "l298n-module"}, ["D5 DRV1.ENA", "D7 DRV1.IN1", "D8 DRV1.IN2", "DRV1.OUT1 M1.1", "DRV1.OUT2 M1.2", "GND DRV1.GND", "5V DRV1.VS"])
STEPPER = Piece({"STEP1": "stepper-28byj48", "DRV1": "uln2003-module"}, ["5V DRV1.VCC", "GND DRV1.GND", *(f"{p} DRV1.IN{n}" for n, p in enumerate(("D7", "D8", "D9", "D10"), 1)), "DRV1.OUT1 STEP1.BLUE", "DRV1.OUT2 STEP1.PINK", "DRV1.OUT3 STEP1.YELLOW",
                                                                        "DRV1.OUT4 STEP1.ORANGE", "DRV1.COM STEP1.RED"])


def behind_mosfet(ref: str, part: str, plus: str, minus: str, pin: str) -> Piece:
    return Piece({ref: part, f"Q{ref}": "mosfet-irlz44n", f"R{ref}": ("resistor", {"resistance_ohm": 220}), f"P{ref}": ("resistor", {"resistance_ohm": 10000}), f"D{ref}": "diode-1n4007"},
                 [f"{pin} R{ref}.1", f"R{ref}.2 Q{ref}.G P{ref}.1", f"P{ref}.2 GND", f"Q{ref}.S GND", f"Q{ref}.D {ref}.{minus} D{ref}.A", f"{ref}.{plus} 5V D{ref}.C"])


def turned(position: float, rest: str = "100ms") -> list[Any]:
    return [put("POT1", "position", position), after(rest)]


def angle(degrees: float, rest: str = "500ms") -> list[Any]:
    return [after(rest), near("S1", "angle", degrees, 4)]


def stepped(half_steps: float, tolerance: float) -> list[Any]:
    """Where the shaft is after 0.3 s; how far it came in a moment hangs on the pace of the loop."""
    return [after("300ms"), near("STEP1", "half_steps", half_steps, tolerance)]


SERVO_TURNS = [do("S1", "move", angle_deg=45), do("S1", "on"), do("S1", "off"), do("S1", "toggle"), do("S1", "toggle"), do("S1", "move"), do("S1", "sweep", from_deg=30, to_deg=150, period_s=2), do("S1", "stop"), do("S1", "move", 1, angle_deg=120)]
SERVO_STEPS = [look("S1", "held", 0), *press(), *angle(45), *press(), *angle(90), *press(), *angle(0), *press(), *angle(90), *press(), *angle(0), *press(), *angle(90), *press(), after("880ms"), near("S1", "angle", 150, 12), after("1s"), near("S1", "angle", 30, 12), *press(), after("500ms"),
               near("S1", "angle", 33, 12), *press(), *angle(120), after("1s"), near("S1", "angle", 33, 12)]

MOVES = [
    Case("a servo", "Each press the next: 45 degrees, on (open, 90), off (shut, 0), turned over twice, open, sweeping from 30 to 150 and back in 2 s, still, 120 degrees for a second.", **together(BTN, SERVO), behaviours=[when("next", CLICK, *in_turn(*SERVO_TURNS))],
         steps=[after("100ms"), *SERVO_STEPS]),
    Case("a servo on a servo board", "The same, by a servo board.", **together(BTN, SERVO_BOARD), behaviours=[when("next", CLICK, *in_turn(*SERVO_TURNS))], steps=[after("100ms"), *SERVO_STEPS]),
    Case("a servo that follows a knob", "The arm follows the knob while the button is down, else it goes to 90 degrees.", **together(BTN, KNOB, SERVO),
         behaviours=[when("follow", reads("BTN1.pressed", "==", 1), do("S1", "move", angle_deg={"map": "POT1.position_pct", "from": [0, 100], "to": [0, 180]}), otherwise=[do("S1", "move", angle_deg=90)])],
         steps=[*turned(0.1), *angle(90), put("BTN1", "pressed", 1), *angle(18), *turned(0.8), *angle(144), put("BTN1", "pressed", 0), *angle(90)]),
    Case("a motor both ways", "Each press the next: forward at 60 %, backward, the other way round, stop, on, turned over, 40 % backward, off, turned over twice, forward for 0.3 s.", **together(BTN, BRIDGE),
         behaviours=[when("next", CLICK, *in_turn(do("M1", "speed", speed_pct=60), do("M1", "backward"), do("M1", "reverse"), do("M1", "stop"), do("M1", "on"), do("M1", "toggle"), do("M1", "speed", speed_pct=-40), do("M1", "off"), do("M1", "toggle"), do("M1", "toggle"), do("M1", "forward", 0.3)))],
         steps=[after("100ms"), look("U1", "D7", 0), look("U1", "D8", 0), look("M1", "speed", 0), *press(), near("U1", "D5:duty", 60, 2), look("U1", "D7", 1), look("U1", "D8", 0), *press(), look("U1", "D7", 0), look("U1", "D8", 1), near("U1", "D5:duty", 60, 2),
                *press(), look("U1", "D7", 1), look("U1", "D8", 0), *press(), look("U1", "D7", 0), look("U1", "D8", 0), *press(), look("U1", "D7", 1), *press(), look("U1", "D7", 0), look("U1", "D8", 0), *press(), look("U1", "D8", 1), near("U1", "D5:duty", 40, 2),
                *press(), look("U1", "D8", 0), *press(), look("U1", "D7", 1), *press(), look("U1", "D7", 0), *press(), look("U1", "D7", 1), after("250ms"), look("U1", "D7", 0), look("U1", "D8", 0)], ways=("avr",)),
    Case("the driver of a motor", "Each press the next: forward, 50 %, backward, stop. The words name the driver, not the motor.", **together(BTN, BRIDGE),
         behaviours=[when("next", CLICK, *in_turn(do("DRV1", "forward"), do("DRV1", "speed", speed_pct=50), do("DRV1", "backward"), do("DRV1", "stop")))],
         steps=[after("100ms"), look("U1", "D7", 0), *press(), look("U1", "D7", 1), look("U1", "D8", 0), *press(), near("U1", "D5:duty", 50, 2), *press(), look("U1", "D7", 0), look("U1", "D8", 1), *press(), look("U1", "D7", 0), look("U1", "D8", 0)], ways=("avr",)),
    Case("a motor that follows a knob", "While the button is down, the further the knob is from its middle the faster, to the left backward.", **together(BTN, KNOB, BRIDGE),
         behaviours=[when("go", reads("BTN1.pressed", "==", 1), do("M1", "speed", speed_pct={"map": "POT1.position_pct", "from": [0, 100], "to": [-100, 100]}), otherwise=[do("M1", "stop")])],
         steps=[*turned(0.75), look("U1", "D7", 0), put("BTN1", "pressed", 1), after("100ms"), look("U1", "D7", 1), look("U1", "D8", 0), near("U1", "D5:duty", 50, 2), *turned(0.95), near("U1", "D5:duty", 90, 2), *turned(0.2), look("U1", "D7", 0), look("U1", "D8", 1),
                near("U1", "D5:duty", 60, 2), put("BTN1", "pressed", 0), after("100ms"), look("U1", "D7", 0), look("U1", "D8", 0)], ways=("avr",)),
    Case("a stepper", "Each press the next: 8 steps, an angle of 9 degrees, back to 0, forward, stop, back, backward, off, back, turned over twice, back, forward for 0.2 s at half speed.", **together(BTN, STEPPER),
         behaviours=[when("next", CLICK, *in_turn(do("STEP1", "step", steps=8), do("STEP1", "move", angle_deg=9), do("STEP1", "move", angle_deg=0), do("STEP1", "forward"), do("STEP1", "stop"), do("STEP1", "move", angle_deg=0), do("STEP1", "backward"), do("STEP1", "off"),
                                                  do("STEP1", "move", angle_deg=0), do("STEP1", "toggle"), do("STEP1", "toggle"), do("STEP1", "move", angle_deg=0), [do("STEP1", "speed", speed_pct=50), do("STEP1", "on", 0.2)]))],
         steps=[after("100ms"), look("STEP1", "half_steps", 0), *press(), look("STEP1", "half_steps", 8), *press(), after("400ms"), near("STEP1", "angle", 9, 0.2), *press(), *stepped(0, 2), *press(), *press(), *stepped(75, 40), *stepped(75, 40), *press(), *stepped(0, 2),
                *press(), *press(), *stepped(-75, 40), *stepped(-75, 40), *press(), *stepped(0, 2), *press(), *press(), *stepped(75, 40), *stepped(75, 40), *press(), *stepped(0, 2), *press(), *stepped(30, 5), *stepped(30, 5)]),
    Case("a relay, a fan, a valve", "Each press the next: the relay on, off, turned over twice; the fan at 50 %, off; the valve opens for 0.3 s.", **together(BTN, relay("RELAY1", "D4"), behind_mosfet("FAN1", "fan-5v", "+", "-", "D5"), behind_mosfet("V1", "valve-solenoid-12v", "1", "2", "D7")),
         behaviours=[when("next", CLICK, *in_turn(do("RELAY1", "on"), do("RELAY1", "off"), do("RELAY1", "toggle"), do("RELAY1", "toggle"), do("FAN1", "set", level_pct=50), do("FAN1", "off"), do("V1", "open", duration_s=0.3)))],
         steps=[after("100ms"), look("RELAY1", "closed", 0), look("U1", "D7", 0), *press(), look("RELAY1", "closed", 1), near("U1", "D5:duty", 0, 1), *press(), look("RELAY1", "closed", 0), *press(), look("RELAY1", "closed", 1), *press(), look("RELAY1", "closed", 0), *press(), near("U1", "D5:duty", 50, 2), *press(), near("U1", "D5:duty", 0, 1),
                *press(), look("U1", "D7", 1), look("RELAY1", "closed", 0), after("130ms"), look("U1", "D7", 1), after("100ms"), look("U1", "D7", 0)], ways=("avr",)),
    Case("a motor that buzzes in the hand", "Each press the next: on, off, turned over twice, 40 %, two short buzzes, one of 0.3 s.", **together(BTN, powered("VIB1", "vibration-motor-module", "D5 VIB1.IN")),
         behaviours=[when("next", CLICK, *in_turn(do("VIB1", "on"), do("VIB1", "off"), do("VIB1", "toggle"), do("VIB1", "toggle"), do("VIB1", "set", level_pct=40), do("VIB1", "beep", duration_s=0.2, times=2), do("VIB1", "beep", duration_s=0.3)))],
         steps=[after("100ms"), *dark("VIB1"), *press(), *lit("VIB1"), *press(), *dark("VIB1"), *press(), *lit("VIB1"), *press(), *dark("VIB1"), *press(), *press(), *lit("VIB1"), after("150ms"), *dark("VIB1"), after("200ms"), *lit("VIB1"), after("200ms"), *dark("VIB1"), after("200ms"),
                *dark("VIB1"), *press(), *lit("VIB1"), after("130ms"), *lit("VIB1"), after("100ms"), *dark("VIB1")]),
]

SEGMENTS = Piece({"D1": "sevenseg-1digit", **{f"R{n}": ("resistor", {"resistance_ohm": 330}) for n in range(1, 8)}},
                 [*(f"{p} R{n}.1" for n, p in enumerate(("D3", "D4", "D5", "D6", "D7", "D8", "D9"), 1)), *(f"R{n}.2 D1.{s}" for n, s in enumerate("ABCDEFG", 1)), "D1.COM GND"])
ON_REGISTER = Piece({"X1": "74hc595", "D1": "sevenseg-1digit", **{f"R{n}": ("resistor", {"resistance_ohm": 330}) for n in range(1, 8)}},
                    ["V X1.VCC X1.MR", "GND X1.GND X1.OE D1.COM", "D7 X1.DS", "D8 X1.SHCP", "D9 X1.STCP", *(f"X1.Q{n - 1} R{n}.1" for n in range(1, 8)), *(f"R{n}.2 D1.{s}" for n, s in enumerate("ABCDEFG", 1))])
LCD = Piece({"D1": "lcd1602", "P1": "potentiometer-10k"}, ["5V D1.VDD P1.2 D1.A", "GND D1.VSS P1.1 D1.RW D1.K", "P1.SIG D1.V0", "D7 D1.RS", "D8 D1.E", "D3 D1.D4", "D4 D1.D5", "D5 D1.D6", "D6 D1.D7"])
LCD_I2C = powered("D1", "lcd1602-i2c", "SDA D1.SDA", "SCL D1.SCL", rail="5V")
OLED = powered("D1", "oled-ssd1306-128x64", "SDA D1.SDA", "SCL D1.SCL")
FOUR_DIGITS = powered("D1", "tm1637-4digit", "D7 D1.CLK", "D8 D1.DIO")
EIGHT_DIGITS = powered("D1", "max7219-8digit", "D7 D1.DIN", "D8 D1.CS", "D9 D1.CLK", rail="5V")
MATRIX = powered("D1", "max7219-matrix-8x8", "D7 D1.DIN", "D8 D1.CS", "D9 D1.CLK", rail="5V")


BLANK, UNLIT = look("D1", "text", ""), look("D1", "lit", 0)


def shows(name: str, words: str, display: Piece, turns: list[Any], steps: list[Any], blank: Any = BLANK, rest: str = "60ms") -> Case:
    return Case(name, f"Each press the next: {words}.", **together(BTN, display), behaviours=[when("next", CLICK, *in_turn(*turns))], steps=[after("300ms"), blank, *(s for step in steps for s in (*press(), after(rest), *(step if isinstance(step, list) else [step])))])


def line(n: int, text: str) -> dict[str, Any]:
    return look("D1", f"line{n}", text)


TEXTS = [do("D1", "show", text="Hello"), [do("D1", "clear"), do("D1", "show", text="below", line=2)], do("D1", "number", value=42), do("D1", "clear")]
DIGITS = [do("D1", "number", value=42), do("D1", "show", text="7"), do("D1", "clear"), do("D1", "number", value=5)]

SHOWS = [
    shows("a display of letters on wires", "Hello; instead of it, below in the second line; 42; nothing", LCD, TEXTS, [line(1, "Hello"), seen("D1", "line2", "below"), line(1, "42"), look("D1", "text", "")]),
    shows("a display of letters on two wires", "Hello; instead of it, below in the second line; 42; nothing; its light off; on", LCD_I2C, [*TEXTS, do("D1", "off"), do("D1", "on")],
          [[line(1, "Hello"), look("D1", "backlight", 1)], seen("D1", "line2", "below"), line(1, "42"), look("D1", "text", ""), look("D1", "backlight", 0), look("D1", "backlight", 1)]),
    shows("a display of points", "Hello; instead of it, below in the second line; 58.8; nothing; a bar of 50 %", OLED, [*TEXTS[:2], do("D1", "number", value=58.8), do("D1", "clear"), do("D1", "bar", level_pct=50)],
          [seen("D1", "text", "Hello"), seen("D1", "text", "below"), seen("D1", "text", "58.8"), look("D1", "lit", 0), near("D1", "lit", 512, 70)], blank=UNLIT, rest="150ms"),
    shows("four digits", "42, the text 7, nothing, 5, as bright as it can", FOUR_DIGITS, [*DIGITS, do("D1", "set", level_pct=100)], [look("D1", "text", "42"), look("D1", "text", "7"), look("D1", "text", ""), look("D1", "text", "5"), look("D1", "brightness", 7)]),
    shows("one digit", "4, the text 7, nothing, 5", SEGMENTS, [do("D1", "number", value=4), *DIGITS[1:]], [look("D1", "text", "4"), look("D1", "text", "7"), look("D1", "text", ""), look("D1", "text", "5")]),
    shows("a digit on a shift register", "4, the text 7, nothing, 5", ON_REGISTER, [do("D1", "number", value=4), *DIGITS[1:]], [look("D1", "text", "4"), look("D1", "text", "7"), look("D1", "text", ""), look("D1", "text", "5")]),
    shows("eight digits", "1234, the text 7, nothing, 5, a fifth as bright", EIGHT_DIGITS, [do("D1", "number", value=1234), *DIGITS[1:], do("D1", "set", level_pct=20)], [look("D1", "text", "1234"), look("D1", "text", "7"), look("D1", "text", ""), look("D1", "text", "5"), [look("D1", "text", "5"), look("D1", "brightness", 3)]]),
    shows("a matrix of points", "a bar of 50 %, nothing, 7, the text H, a fifth as bright", MATRIX, [do("D1", "bar", level_pct=50), do("D1", "clear"), do("D1", "number", value=7), do("D1", "show", text="H"), do("D1", "set", level_pct=20)],
          [look("D1", "lit", 32), look("D1", "lit", 0), {"expect-pin": {"part-id": "D1", "pin": "lit", "min": 5}}, {"expect-pin": {"part-id": "D1", "pin": "lit", "min": 12}}, look("D1", "brightness", 3)], blank=UNLIT),
    Case("what is shown follows a knob", "The first line says how far the knob is turned, the second twice as much as a number, but only while the button is up.", **together(BTN, KNOB, LCD_I2C),
         behaviours=[when("tell", ALWAYS, do("D1", "show", text={"text": "Knob {POT1.position_pct} %"}, line=1)),
                     when("twice", reads("BTN1.pressed", "==", 0), do("D1", "show", text={"map": "POT1.position_pct", "from": [0, 100], "to": [0, 200]}, line=2), otherwise=[do("D1", "clear")])],
         steps=[*turned(0.2, "400ms"), line(1, "Knob 20 %"), line(2, "40"), *turned(0.7, "400ms"), line(1, "Knob 70 %"), line(2, "140"), put("BTN1", "pressed", 1), after("400ms"), line(1, "Knob 70 %"), line(2, "")]),
    Case("digits that follow a knob", "The digits show how far the knob is turned.", **together(KNOB, FOUR_DIGITS), behaviours=[when("tell", ALWAYS, do("D1", "number", value={"read": "POT1.position_pct"}))],
         steps=[*turned(0.2, "400ms"), look("D1", "text", "20"), *turned(0.7, "400ms"), look("D1", "text", "70")]),
    Case("a bar on a matrix follows a knob", "The matrix shows how far the knob is turned.", **together(KNOB, MATRIX), behaviours=[when("tell", ALWAYS, do("D1", "bar", level_pct={"read": "POT1.position_pct"}))],
         steps=[*turned(0.25, "400ms"), look("D1", "lit", 16), *turned(0.75, "400ms"), look("D1", "lit", 48)]),
]
MOVING = [*MOVES, *SHOWS]
