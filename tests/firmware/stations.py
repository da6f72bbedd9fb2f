"""One small circuit for each driver, what its firmware is asked to do, and what must be seen when it runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.firmware.bench import ALWAYS, after, do, look, put, says, waits, when

EVERY = {"every_s": 1}


@dataclass(frozen=True)
class Station:
    """`steps` are played where the circuit can be simulated; `uno_only` needs 5 V or more pins than others have."""

    name: str
    parts: dict[str, Any]
    wires: list[str]
    behaviours: list[dict[str, Any]]
    steps: list[Any]
    boards: tuple[str, ...] = ("arduino-uno-r3", "esp32-devkit-v1", "raspberry-pi-pico-w")
    python: bool = True
    more: dict[str, Any] = field(default_factory=dict)


def powered(ref: str, *wires: str, rail: str = "V") -> list[str]:
    return [f"{rail} {ref}.VCC", f"GND {ref}.GND", *wires]


def i2c(ref: str, rail: str = "V") -> list[str]:
    return powered(ref, f"SDA {ref}.SDA", f"SCL {ref}.SCL", rail=rail)


LED = {"LED1": "led-5mm", "R1": ("resistor", {"resistance_ohm": 220})}
LED_WIRES = ["D3 R1.1", "R1.2 LED1.A", "LED1.C GND"]

STATIONS = [
    Station("led blinks", LED, LED_WIRES, [when("beat", ALWAYS, do("LED1", "blink", period_s=1.0))], [after("250ms"), look("LED1", "on", 1), after("500ms"), look("LED1", "on", 0), after("500ms"), look("LED1", "on", 1)]),
    Station("led dims", LED, LED_WIRES, [when("dim", ALWAYS, do("LED1", "set", level_pct=50))], [after("300ms"), says("LED1=on")]),
    Station("led fades", LED, LED_WIRES, [when("breathe", ALWAYS, do("LED1", "fade", period_s=2.0))], [says("LED1=fade")]),
    Station("button toggles led", {**LED, "BTN1": "button"}, [*LED_WIRES, "D2 BTN1.1", "BTN1.2 GND"], [when("flip", {"event": "BTN1.pressed"}, do("LED1", "toggle"))],
            [after("100ms"), put("BTN1", "pressed", 1), says("BTN1.pressed"), waits("LED1", "on", 1), put("BTN1", "pressed", 0), says("BTN1.released"), put("BTN1", "pressed", 1), says("LED1=off")]),
    Station("long and double presses", {**LED, "BTN1": "button"}, [*LED_WIRES, "D2 BTN1.1", "BTN1.2 GND"],
            [when("long", {"event": "BTN1.long_pressed"}, do("LED1", "on")), when("twice", {"event": "BTN1.double_pressed"}, do("LED1", "blink", times=2)), when("short", {"event": "BTN1.pressed"}, do("LED1", "off"))],
            [after("100ms"), put("BTN1", "pressed", 1), says("BTN1.long_pressed"), waits("LED1", "on", 1), put("BTN1", "pressed", 0), after("400ms"), put("BTN1", "pressed", 1), after("80ms"), put("BTN1", "pressed", 0),
             says("BTN1.short_pressed"), waits("LED1", "on", 0)]),
    Station("motion light renews its time", {**LED, "PIR1": "pir-hc-sr501"}, [*LED_WIRES, *powered("PIR1", "D2 PIR1.OUT", rail="5V")],
            [when("light", {"read": "PIR1.motion", "op": "==", "value": 1}, do("LED1", "on", for_s=3))],
            [after("200ms"), put("PIR1", "motion", 1), says("PIR1.motion=1"), after("4s"), look("LED1", "on", 1), put("PIR1", "motion", 0), says("PIR1.motion=0"), after("2s"), look("LED1", "on", 1), says("LED1=off")]),
    Station("knob turns servo", {"POT1": "potentiometer-10k", "S1": "servo-sg90"}, ["V POT1.2", "GND POT1.1", "A0 POT1.SIG", *powered("S1", "D6 S1.SIG", rail="5V")],
            [when("follow", ALWAYS, do("S1", "move", angle_deg={"map": "POT1.position_pct", "from": [0, 100], "to": [0, 180]}))],
            [put("POT1", "position", 0.5), after("500ms"), waits("S1", "angle", 90), put("POT1", "position", 0), after("800ms"), waits("S1", "angle", 0)]),
    Station("light sensor", {"LDR1": "ldr", "R1": ("resistor", {"resistance_ohm": 10000})}, ["V LDR1.1", "LDR1.2 A0 R1.1", "R1.2 GND"], [], [put("LDR1", "lux", 5000), after("4s"), says("LDR1.light_pct=9")]),
    Station("soil waters plant", {"SOIL1": "soil-capacitive", "RELAY1": "relay-module-1ch"}, [*powered("SOIL1", "A0 SOIL1.AOUT"), *powered("RELAY1", "D4 RELAY1.IN", rail="5V")],
            [when("water", {"read": "SOIL1.moisture_pct", "op": "<", "value": 30, "hysteresis": 5}, do("RELAY1", "on", for_s=2))],
            [put("SOIL1", "moisture", 60), after("500ms"), look("RELAY1", "closed", 0), put("SOIL1", "moisture", 10), says("RELAY1=on"), waits("RELAY1", "closed", 1), says("RELAY1=off")]),
    Station("dht22", {"DHT1": "dht22"}, powered("DHT1", "D4 DHT1.DATA"), [], [put("DHT1", "temperature", -4.5), put("DHT1", "humidity", 61), says("DHT1.temperature_c=-4.5"), says("DHT1.humidity_pct=61")]),
    Station("ds18b20", {"T1": "ds18b20", "R1": ("resistor", {"resistance_ohm": 4700})}, ["V T1.VDD R1.1", "GND T1.GND", "D4 T1.DQ R1.2"], [], [put("T1", "temperature", 21.5), after("2s"), says("T1.temperature_c=21.5")]),
    Station("bme280", {"AIR1": "bme280-module"}, i2c("AIR1"), [], [put("AIR1", "temperature", 23.4), put("AIR1", "humidity", 55), put("AIR1", "pressure", 98765), after("2500ms"), says("AIR1.temperature_c=23.4"), says("AIR1.humidity_pct=55"), says("AIR1.pressure_hpa=987.")]),
    Station("mpu6050", {"IMU1": "mpu6050-module", **LED}, [*i2c("IMU1"), *LED_WIRES], [when("tip", {"event": "IMU1.tilted"}, do("LED1", "on"))],
            [after("300ms"), put("IMU1", "accelZ", 0), put("IMU1", "accelX", 1), says("IMU1.tilted"), after("50ms"), look("LED1", "on", 1), says("IMU1.accel_x_g=1.00")]),
    Station("bh1750", {"LUX1": "bh1750-module"}, i2c("LUX1"), [], [put("LUX1", "lux", 300), after("1s"), says("LUX1.light_lux=300")]),
    Station("distance beeps", {"DIST1": "hc-sr04", "BZ1": "buzzer-active"}, [*powered("DIST1", "D7 DIST1.TRIG", "D8 DIST1.ECHO"), "D5 BZ1.+", "BZ1.- GND"],
            [when("near", {"read": "DIST1.distance_cm", "op": "<", "value": 50}, do("BZ1", "beep", period_s={"map": "DIST1.distance_cm", "from": [5, 50], "to": [0.1, 1]}), otherwise=[do("BZ1", "off")])],
            [put("DIST1", "distance", 20), says("BZ1=blink"), put("DIST1", "distance", 200), says("BZ1=off")]),
    Station("hx711", {"SCALE1": "hx711-module", "CELL1": "load-cell-5kg"}, powered("SCALE1", "D7 SCALE1.DT", "D8 SCALE1.SCK", "SCALE1.E+ CELL1.E+", "SCALE1.E- CELL1.E-", "SCALE1.A+ CELL1.A+", "SCALE1.A- CELL1.A-"), [], [after("3s"), says("SCALE1.weight_g=")]),
    Station("clock", {"RTC1": "ds3231-module", **LED}, [*i2c("RTC1"), *LED_WIRES], [when("wake", {"at": "07:30"}, do("LED1", "on"))],
            [put("RTC1", "time", "2026-03-01T07:29:55"), says("RTC1.time_text=07:29:5"), says("LED1=on"), says("RTC1.hour=7")]),
    Station("hours of the day", {"RTC1": "ds3231-module", **LED}, [*i2c("RTC1"), *LED_WIRES], [when("open", {"between": ["08:00", "20:00"]}, do("LED1", "on"), otherwise=[do("LED1", "off")])],
            [put("RTC1", "time", "2026-03-01T07:59:57"), says("RTC1.time_text=07:59:5"), look("LED1", "on", 0), says("LED1=on"), waits("LED1", "on", 1), put("RTC1", "time", "2026-03-01T19:59:57"), says("LED1=off"),
             waits("LED1", "on", 0)]),
    Station("hours over midnight", {"RTC1": "ds3231-module", "BTN1": "button", **LED}, [*i2c("RTC1"), "D2 BTN1.1", "BTN1.2 GND", *LED_WIRES],
            [when("night", {"all": [{"read": "BTN1.pressed", "op": "==", "value": 1}, {"between": ["22:00", "06:00"]}]}, do("LED1", "on"), otherwise=[do("LED1", "off")])],
            [put("RTC1", "time", "2026-03-01T12:00:00"), after("1500ms"), put("BTN1", "pressed", 1), after("500ms"), look("LED1", "on", 0), put("RTC1", "time", "2026-03-01T21:59:57"), says("LED1=on"),
             put("RTC1", "time", "2026-03-02T05:59:57"), says("LED1=off")]),
    Station("joystick", {"JOY1": "joystick-ky023"}, powered("JOY1", "A0 JOY1.VRX", "A1 JOY1.VRY", "D4 JOY1.SW"), [], [put("JOY1", "x", 1), after("2s"), says("JOY1.x_pct=100"), put("JOY1", "pressed", 1), says("JOY1.pressed")]),
    Station("encoder", {"ENC1": "rotary-encoder-ky040"}, powered("ENC1", "D2 ENC1.CLK", "D4 ENC1.DT", "D7 ENC1.SW"), [], [after("100ms"), put("ENC1", "rotate", 3), says("ENC1.position_steps=3"), put("ENC1", "rotate", -1), says("ENC1.position_steps=2")]),
    Station("keypad", {"KEYS1": "keypad-4x4", **LED}, [*LED_WIRES, *(f"{p} KEYS1.{k}" for p, k in zip(("D2", "D4", "D5", "D6", "D7", "D8", "D9", "D10"), ("R1", "R2", "R3", "R4", "C1", "C2", "C3", "C4"), strict=True))],
            [when("open", {"all": [{"event": "KEYS1.key_pressed"}, {"read": "KEYS1.key", "op": "==", "value": "5"}]}, do("LED1", "on"), otherwise=[do("LED1", "off")])],
            [after("100ms"), put("KEYS1", "key", "5"), says("KEYS1.key=5"), says("LED1=on"), put("KEYS1", "key", ""), after("100ms"), put("KEYS1", "key", "1"), says("LED1=off")]),
    Station("infrared", {"IR1": "ir-receiver-tsop38238"}, ["V IR1.VS", "GND IR1.GND", "D2 IR1.OUT"], [], [after("100ms"), put("IR1", "command", 69), says("IR1.code=0x45")]),
    Station("rfid", {"RFID1": "rc522-module"}, ["3V3 RFID1.3.3V", "GND RFID1.GND", "D10 RFID1.SDA", "SCK RFID1.SCK", "MOSI RFID1.MOSI", "MISO RFID1.MISO", "D9 RFID1.RST"], [],
            [after("300ms"), put("RFID1", "uid", "DE:AD:BE:EF"), says("RFID1.tag=DEADBEEF"), put("RFID1", "tagPresent", 0), after("800ms"), put("RFID1", "uid", "04:A1:B2:C3:D4:E5:F6"), says("RFID1.tag=04A1B2C3D4E5F6")]),
    Station("tmp36", {"T1": "tmp36"}, ["V T1.VS", "GND T1.GND", "A0 T1.VOUT"], [], [put("T1", "temperature", 25), after("2s"), says("T1.temperature_c=2")]),
    Station("thermistor", {"NTC1": "ntc-10k", "R1": ("resistor", {"resistance_ohm": 10000})}, ["V R1.1", "R1.2 A0 NTC1.1", "NTC1.2 GND"], [], [put("NTC1", "temperature", 25), after("2s"), says("NTC1.temperature_c=2")]),
    Station("passive buzzer", {"BZ1": "buzzer-passive"}, ["D5 BZ1.+", "BZ1.- GND"], [when("sing", ALWAYS, do("BZ1", "tone", frequency_hz=440))], [after("300ms"), says("BZ1=on"), look("BZ1", "on", 1)]),
    Station("melody", {"BZ1": "buzzer-passive", "BTN1": "button"}, ["D5 BZ1.+", "BZ1.- GND", "D2 BTN1.1", "BTN1.2 GND"], [when("ring", {"event": "BTN1.pressed"}, do("BZ1", "melody", name="success"))],
            [after("100ms"), put("BTN1", "pressed", 1), says("BZ1=melody"), says("BZ1=off")]),
    Station("rgb", {"RGB1": "led-rgb", **{f"R{n}": ("resistor", {"resistance_ohm": 220}) for n in (1, 2, 3)}}, ["D3 R1.1", "D5 R2.1", "D6 R3.1", "R1.2 RGB1.R", "R2.2 RGB1.G", "R3.2 RGB1.B", "RGB1.C GND"],
            [when("glow", ALWAYS, do("RGB1", "color", color="#ff0000"))], [after("200ms"), says("RGB1.color=0xFF0000")]),
    Station("pixels", {"PIX1": "ws2812-ring-16"}, ["V PIX1.VCC", "GND PIX1.GND", "D6 PIX1.DIN"], [when("glow", ALWAYS, do("PIX1", "color", color="green"), do("PIX1", "bar", level_pct=50))],
            [after("500ms"), look("PIX1", "lit", 8), look("PIX1", "pixel0", "#004c00")]),
    Station("lcd on i2c", {"LCD1": "lcd1602-i2c"}, i2c("LCD1", "5V"), [when("greet", ALWAYS, do("LCD1", "show", text="Hello", line=1), do("LCD1", "show", text="20 °C", line=2))], [after("500ms"), look("LCD1", "line1", "Hello"), look("LCD1", "line2", "20 °C")]),
    Station("lcd on six wires", {"LCD1": "lcd1602", "P1": "potentiometer-10k"}, ["5V LCD1.VDD P1.2 LCD1.A", "GND LCD1.VSS P1.1 LCD1.RW LCD1.K", "P1.SIG LCD1.V0", "D7 LCD1.RS", "D8 LCD1.E", "D2 LCD1.D4", "D3 LCD1.D5", "D4 LCD1.D6", "D5 LCD1.D7"],
            [when("greet", ALWAYS, do("LCD1", "show", text="Hello"))], [after("500ms"), look("LCD1", "line1", "Hello")]),
    Station("oled", {"OLED1": "oled-ssd1306-128x64"}, i2c("OLED1"), [when("greet", ALWAYS, do("OLED1", "show", text="Hello", line=1), do("OLED1", "show", text="a longer second line", line=2))], [after("500ms"), look("OLED1", "on", 1)]),
    Station("four digits", {"D1": "tm1637-4digit"}, powered("D1", "D7 D1.CLK", "D8 D1.DIO"), [when("count", ALWAYS, do("D1", "number", value=42))], [after("500ms"), look("D1", "text", "42")]),
    Station("one digit", {"D1": "sevenseg-1digit", **{f"R{n}": ("resistor", {"resistance_ohm": 330}) for n in range(1, 8)}},
            [*(f"{p} R{n}.1" for n, p in enumerate(("D2", "D3", "D4", "D5", "D6", "D7", "D8"), 1)), *(f"R{n}.2 D1.{s}" for n, s in enumerate("ABCDEFG", 1)), "D1.COM GND"],
            [when("count", ALWAYS, do("D1", "number", value=7))], [after("300ms"), look("D1", "text", "7")]),
    Station("eight digits", {"D1": "max7219-8digit"}, powered("D1", "D7 D1.DIN", "D8 D1.CS", "D9 D1.CLK", rail="5V"), [when("count", ALWAYS, do("D1", "number", value=1234))], [after("300ms"), look("D1", "text", "1234")]),
    Station("matrix", {"M1": "max7219-matrix-8x8"}, powered("M1", "D7 M1.DIN", "D8 M1.CS", "D9 M1.CLK", rail="5V"), [when("level", ALWAYS, do("M1", "bar", level_pct=50))], [after("300ms"), look("M1", "lit", 32)]),
    Station("motor both ways", {"M1": "dc-motor-130", "DRV1": "l298n-module", "BTN1": "button"},
            ["D5 DRV1.ENA", "D7 DRV1.IN1", "D8 DRV1.IN2", "DRV1.OUT1 M1.1", "DRV1.OUT2 M1.2", "GND DRV1.GND", "D2 BTN1.1", "BTN1.2 GND"],
            [when("drive", {"event": "BTN1.pressed"}, do("M1", "forward", for_s=1)), when("back", {"event": "BTN1.released"}, do("M1", "backward"))],
            [after("100ms"), put("BTN1", "pressed", 1), says("M1=forward"), says("M1=stop"), put("BTN1", "pressed", 0), says("M1=backward")]),
    Station("stepper", {"STEP1": "stepper-28byj48", "DRV1": "uln2003-module"},
            [*powered("DRV1", rail="5V"), *(f"{p} DRV1.IN{n}" for n, p in enumerate(("D7", "D8", "D9", "D10"), 1)), "DRV1.OUT1 STEP1.BLUE", "DRV1.OUT2 STEP1.PINK", "DRV1.OUT3 STEP1.YELLOW", "DRV1.OUT4 STEP1.ORANGE", "DRV1.COM STEP1.RED"],
            [when("turn", ALWAYS, do("STEP1", "move", angle_deg=90))], [says("STEP1=move"), says("STEP1=stop"), waits("STEP1", "angle", 90)]),
    Station("pump behind mosfet", {"PUMP1": "water-pump-mini", "Q1": "mosfet-irlz44n", "R1": ("resistor", {"resistance_ohm": 220}), "R2": ("resistor", {"resistance_ohm": 10000}), "D1": "diode-1n4007", "BTN1": "button"},
            ["D5 R1.1", "R1.2 Q1.G R2.1", "R2.2 GND", "Q1.S GND", "Q1.D PUMP1.- D1.A", "PUMP1.+ 5V D1.C", "D2 BTN1.1", "BTN1.2 GND"], [when("pour", {"event": "BTN1.pressed"}, do("PUMP1", "on", for_s=1))],
            [after("100ms"), put("BTN1", "pressed", 1), says("PUMP1=on"), waits("PUMP1", "on", 1), says("PUMP1=off"), waits("PUMP1", "on", 0)], boards=("arduino-uno-r3", "esp32-devkit-v1")),
    Station("dice", {f"LED{n}": "led-5mm" for n in range(1, 8)} | {f"R{n}": ("resistor", {"resistance_ohm": 330}) for n in range(1, 8)} | {"BTN1": "button"},
            [*(f"{p} R{n}.1" for n, p in enumerate(("D3", "D4", "D5", "D6", "D7", "D8", "D9"), 1)), *(f"R{n}.2 LED{n}.A" for n in range(1, 8)), *(f"LED{n}.C GND" for n in range(1, 8)), "D2 BTN1.1", "BTN1.2 GND"],
            [when("roll", {"event": "BTN1.pressed"}, *(do(f"LED{n}", "show") for n in range(1, 8)))], [after("100ms"), put("BTN1", "pressed", 1), says("DICE=")]),
    Station("running light", {f"LED{n}": "led-5mm" for n in (1, 2, 3)} | {f"R{n}": ("resistor", {"resistance_ohm": 330}) for n in (1, 2, 3)},
            [*(f"{p} R{n}.1" for n, p in enumerate(("D3", "D4", "D5"), 1)), *(f"R{n}.2 LED{n}.A" for n in (1, 2, 3)), *(f"LED{n}.C GND" for n in (1, 2, 3))],
            [when("run", ALWAYS, *(do(f"LED{n}", "chase", period_s=0.2) for n in (1, 2, 3)))], [after("100ms"), look("LED1", "on", 1), after("200ms"), look("LED2", "on", 1), look("LED1", "on", 0)]),
    Station("counter", {"BTN1": "button", "D1": "tm1637-4digit"}, powered("D1", "D7 D1.CLK", "D8 D1.DIO", "D2 BTN1.1", "BTN1.2 GND"),
            [when("count", {"event": "BTN1.pressed"}, do("board", "count", name="count"), do("D1", "number", value={"text": "{board.count}"}))], [after("100ms"), put("BTN1", "pressed", 1), says("count=1"), after("50ms"), look("D1", "text", "1")]),
    Station("own led of the board", {"BTN1": "button"}, ["D2 BTN1.1", "BTN1.2 GND"], [when("shine", {"event": "BTN1.pressed"}, do("U1", "on"))], [after("100ms"), put("BTN1", "pressed", 1), says("U1=on")]),
    Station("leds on a shift register", {"X1": "74hc595", **{f"LED{n}": "led-5mm" for n in (1, 2)}, **{f"R{n}": ("resistor", {"resistance_ohm": 330}) for n in (1, 2)}},
            ["V X1.VCC X1.MR", "GND X1.GND X1.OE", "D7 X1.DS", "D8 X1.SHCP", "D9 X1.STCP", "X1.Q0 R1.1", "R1.2 LED1.A", "X1.Q3 R2.1", "R2.2 LED2.A", "LED1.C GND", "LED2.C GND"],
            [when("second", ALWAYS, do("LED2", "on"))], [after("100ms"), look("X1", "value", 8), look("LED2", "on", 1), look("LED1", "on", 0)]),
    Station("a digit on a shift register", {"X1": "74hc595", "D1": "sevenseg-1digit", **{f"R{n}": ("resistor", {"resistance_ohm": 330}) for n in range(1, 8)}},
            ["V X1.VCC X1.MR", "GND X1.GND X1.OE D1.COM", "D7 X1.DS", "D8 X1.SHCP", "D9 X1.STCP", *(f"X1.Q{n - 1} R{n}.1" for n in range(1, 8)), *(f"R{n}.2 D1.{s}" for n, s in enumerate("ABCDEFG", 1))],
            [when("show", ALWAYS, do("D1", "number", value=3))], [after("300ms"), look("D1", "text", "3")]),
    Station("mcp9808", {"T1": "mcp9808-module"}, i2c("T1"), [], [put("T1", "temperature", -3.5), after("2s"), says("T1.temperature_c=-3.5")]),
    Station("max6675", {"T1": "max6675-module"}, powered("T1", "D7 T1.SCK", "D8 T1.CS", "D9 T1.SO"), [], [put("T1", "temperature", 250), after("2s"), says("T1.temperature_c=250.0")]),
    Station("clock pcf8523", {"RTC1": "pcf8523-module"}, i2c("RTC1"), [], [put("RTC1", "time", "2026-03-01T07:29:55"), says("RTC1.time_text=07:29:5"), says("RTC1.weekday=7")]),
    Station("clock ds1307", {"RTC1": "ds1307-module"}, i2c("RTC1", "5V"), [], [put("RTC1", "time", "2026-03-02T18:29:55"), says("RTC1.time_text=18:29:5"), says("RTC1.weekday=1")]),
    Station("colour", {"C1": "tcs34725-module"}, i2c("C1"), [], [put("C1", "color", "#ff2000"), put("C1", "lux", 400), after("3s"), says("C1.color_text=red"), says("C1.light_lux="), put("C1", "color", "#0020ff"), says("C1.color_text=blue"),
                                                              put("C1", "color", "#ffffff"), says("C1.color_text=white")]),
    Station("gps", {"GPS1": "gps-neo6m"}, powered("GPS1", "D7 GPS1.TX"), [], [put("GPS1", "latitude", -33.8568), put("GPS1", "longitude", 151.2153), put("GPS1", "altitude", 58), after("3s"), says("GPS1.position_text=-33.856"),
                                                                             says("GPS1.longitude_deg=151.2"), says("GPS1.altitude_m=58"), put("GPS1", "fix", 0), says("GPS1.position_text=no fix")], python=False),
    Station("gps on i2c", {"GPS1": "gps-pa1010d"}, ["V GPS1.VIN", "GND GPS1.GND", "SDA GPS1.SDA", "SCL GPS1.SCL"], [], [put("GPS1", "latitude", 48.2082), put("GPS1", "longitude", 16.3738), after("3s"), says("GPS1.position_text=48.208"), says("GPS1.speed_kmh=0")]),
    Station("bluetooth", {"BT1": "hc-05-module", **LED}, [*LED_WIRES, *powered("BT1", "D7 BT1.TXD", "D8 BT1.RXD", rail="5V")],
            [when("light", {"all": [{"event": "BT1.message_received"}, {"read": "BT1.message_text", "op": "==", "value": "on"}]}, do("LED1", "on"), do("BT1", "send", text="lit"))],
            [after("500ms"), put("BT1", "message", "on"), says("BT1.message_text=on"), waits("LED1", "on", 1), after("100ms"), look("BT1", "heard", "lit")], python=False),
    Station("radio", {"COM1": "nrf24l01-module", **LED}, [*LED_WIRES, "3V3 COM1.VCC", "GND COM1.GND", "D10 COM1.CSN", "D9 COM1.CE", "SCK COM1.SCK", "MOSI COM1.MOSI", "MISO COM1.MISO"],
            [when("tell", {"event": "COM1.message_received"}, do("LED1", "toggle"), do("COM1", "send", text="thanks"))],
            [after("500ms"), put("COM1", "message", "hello"), says("COM1.message_text=hello"), waits("LED1", "on", 1), after("100ms"), look("COM1", "sent", "thanks"), put("COM1", "answers", 0), put("COM1", "message", "again"), says("COM1: nobody answered")]),
    Station("music", {"P1": "dfplayer-mini", "BTN1": "button", "R1": ("resistor", {"resistance_ohm": 1000})}, ["5V P1.VCC", "GND P1.GND", "D7 R1.1", "R1.2 P1.RX", "D2 BTN1.1", "BTN1.2 GND"],
            [when("ring", {"event": "BTN1.pressed"}, do("P1", "play", track=3))],
            [after("500ms"), put("BTN1", "pressed", 1), says("P1=play"), look("P1", "track", 0), after("3s"), look("P1", "volume", 21), look("P1", "track", 3)], python=False),
    Station("keys of a remote control", {"IR1": "ir-receiver-tsop38238", **LED}, ["V IR1.VS", "GND IR1.GND", "D2 IR1.OUT", *LED_WIRES],
            [when("one", {"all": [{"event": "IR1.code_received"}, {"read": "IR1.key", "op": "==", "value": "1"}]}, do("LED1", "toggle")),
             when("power", {"all": [{"event": "IR1.code_received"}, {"read": "IR1.key", "op": "==", "value": "power"}]}, do("LED1", "off"))],
            [after("100ms"), put("IR1", "command", 24), says("IR1.code=0x18"), look("LED1", "on", 0), put("IR1", "command", 48), says("LED1=on"), waits("LED1", "on", 1), put("IR1", "command", 48), says("LED1=off"),
             put("IR1", "command", 48), says("LED1=on"), put("IR1", "command", 162), says("LED1=off"), waits("LED1", "on", 0)]),
    Station("infrared sender", {"IR1": "led-ir-940", "R1": ("resistor", {"resistance_ohm": 220}), "BTN1": "button"}, ["D3 R1.1", "R1.2 IR1.A", "IR1.C GND", "D2 BTN1.1", "BTN1.2 GND"],
            [when("zap", {"event": "BTN1.pressed"}, do("IR1", "send", code="0x45"))], [after("100ms"), put("BTN1", "pressed", 1), says("IR1=send"), after("200ms"), look("IR1", "on", 0)]),
    Station("servo on a servo board", {"DRV1": "pca9685-servo-driver", "S1": "servo-sg90"}, ["V DRV1.VCC", "GND DRV1.GND", "SDA DRV1.SDA", "SCL DRV1.SCL", "5V DRV1.V+ S1.VCC", "GND S1.GND", "DRV1.PWM3 S1.SIG"],
            [when("turn", ALWAYS, do("S1", "move", angle_deg=90))], [after("1500ms"), {"expect-pin": {"part-id": "S1", "pin": "angle", "value": 90, "tolerance": 1}}]),
    Station("water flow", {"F1": "yf-s201"}, ["5V F1.VCC", "GND F1.GND", "D2 F1.OUT"], [], [put("F1", "flow", 6), after("3s"), says("F1.flow_lpm=")], boards=("arduino-uno-r3",)),
]
