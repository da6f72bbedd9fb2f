"""LEDs, buttons, knobs and light sensors: what the firmware does comes out of currents and voltages."""


from tests.simulate.bench import after, circuit, look, needs_avr, passes, put, says, wait

pytestmark = needs_avr
LED = {"LED1": "led-5mm", "R1": ("resistor", {"resistance_ohm": 220})}
LED_WIRES = ["U1.D9 R1.1", "R1.2 LED1.A", "LED1.C U1.GND"]


def sketch(setup: str = "", loop: str = "", top: str = "") -> str:
    return f"{top}\nvoid setup() {{ {setup} }}\nvoid loop() {{ {loop} }}\n"


def test_an_led_blinks_with_the_current_its_resistor_lets_through() -> None:
    blink = sketch("pinMode(9, OUTPUT);", "digitalWrite(9, HIGH); delay(100); digitalWrite(9, LOW); delay(100);")
    result = passes(circuit(LED, LED_WIRES), blink, [
        wait("LED1", "on", 1), look("LED1", "current_ma", 12, tolerance=2), look("LED1", "brightness", 100), look("U1", "D9", 1),
        after("110ms"), look("LED1", "on", 0), look("U1", "9:volts", 0, tolerance=0.05), wait("LED1", "on", 1, timeout="150ms")])
    assert not result.notes


def test_pwm_sets_brightness_to_its_duty() -> None:
    dim = sketch("analogWrite(9, 64);")
    passes(circuit(LED, LED_WIRES), dim, [
        after("100ms"), look("LED1", "on", 1), look("LED1", "brightness", 25, tolerance=0.5), look("U1", "D9:duty", 25, tolerance=0.5), look("U1", "D9:frequency", 490, tolerance=2)])


def test_an_led_without_resistor_is_an_overload() -> None:
    on = sketch("pinMode(9, OUTPUT); digitalWrite(9, HIGH);")
    result = passes(circuit({"LED1": "led-5mm"}, ["U1.D9 LED1.A", "LED1.C U1.GND"]), on, [after("10ms"), look("LED1", "on", 1)])
    assert {n.kind for n in result.notes} == {"overload"}
    assert any("U1.D9" in n.text for n in result.notes)


def test_an_rgb_led_mixes_the_colours_of_its_three_pins() -> None:
    wires = ["U1.D9 R1.1", "U1.D10 R2.1", "U1.D11 R3.1", "R1.2 L1.R", "R2.2 L1.G", "R3.2 L1.B", "L1.C U1.GND"]
    rgb = circuit({"L1": "led-rgb", **{f"R{n}": ("resistor", {"resistance_ohm": 220}) for n in (1, 2, 3)}}, wires)
    mix = sketch("pinMode(9, OUTPUT); digitalWrite(9, HIGH); analogWrite(10, 128);")
    passes(rgb, mix, [after("100ms"), look("L1", "red", 100), look("L1", "green", 50, tolerance=1), look("L1", "blue", 0), look("L1", "color", "#ff8000")])


def test_a_common_anode_led_lights_when_its_pin_is_low() -> None:
    parts = {"L1": ("led-rgb", {"variant": "common-anode"}), "R1": ("resistor", {"resistance_ohm": 220})}
    wired = circuit(parts, ["U1.D9 R1.1", "R1.2 L1.R", "L1.C U1.5V"])
    flip = sketch("pinMode(9, OUTPUT);", "digitalWrite(9, LOW); delay(50); digitalWrite(9, HIGH); delay(50);")
    passes(wired, flip, [after("10ms"), look("L1", "red", 100), look("U1", "D9", 0), after("50ms"), look("L1", "red", 0)])


BUTTON_LED = sketch("pinMode(2, INPUT_PULLUP); pinMode(9, OUTPUT);", "digitalWrite(9, !digitalRead(2));")


def test_a_button_with_the_internal_pull_up_switches_an_led() -> None:
    wired = circuit({**LED, "BTN1": "button"}, [*LED_WIRES, "U1.D2 BTN1.1", "BTN1.2 U1.GND"])
    passes(wired, BUTTON_LED, [after("5ms"), look("LED1", "on", 0), put("BTN1", "pressed", 1), after("5ms"), look("LED1", "on", 1),
                               put("BTN1", "pressed", 0), after("5ms"), look("LED1", "on", 0)])


COUNT = sketch("pinMode(2, INPUT_PULLUP); attachInterrupt(0, hit, FALLING); Serial.begin(115200);", "delay(50); Serial.print('n'); Serial.println(n);", "volatile int n; void hit() { n++; }")


def test_a_button_bounces_unless_told_not_to() -> None:
    steps = [after("10ms"), put("B1", "pressed", 1), after("60ms")]
    bouncing = passes(circuit({"B1": "button"}, ["U1.D2 B1.1", "B1.2 U1.GND"]), COUNT, steps)
    clean = passes(circuit({"B1": ("button", {"bounce": "0"})}, ["U1.D2 B1.1", "B1.2 U1.GND"]), COUNT, [*steps, says("n1")])
    assert "n4" in bouncing.serial and "n4" not in clean.serial


READ_A0 = sketch("Serial.begin(115200);", "Serial.print('a'); Serial.println(analogRead(A0)); delay(20);")


def test_a_potentiometer_gives_its_share_of_the_supply() -> None:
    pot = circuit({"RV1": "potentiometer-10k"}, ["RV1.1 U1.GND", "RV1.SIG U1.A0", "RV1.2 U1.5V"])
    passes(pot, READ_A0, [put("RV1", "position", 0.25), says("a256"), put("RV1", "position", 1), says("a1023"), put("RV1", "position_pct", 0), says("a0")])


def test_a_photoresistor_in_a_divider_follows_the_light() -> None:
    ldr = circuit({"LDR1": "ldr", "R1": ("resistor", {"resistance_ohm": 10000})}, ["U1.5V LDR1.1", "LDR1.2 U1.A0 R1.1", "R1.2 U1.GND"])
    passes(ldr, READ_A0, [put("LDR1", "lux", 10), says("a426"), put("LDR1", "lux", 1000), says("a969"), look("LDR1", "ohm", 557, tolerance=5)])


def test_a_thermistor_follows_its_beta() -> None:
    ntc = circuit({"T1": "ntc-10k", "R1": ("resistor", {"resistance_ohm": 10000})}, ["U1.5V R1.1", "R1.2 U1.A0 T1.1", "T1.2 U1.GND"])
    passes(ntc, READ_A0, [put("T1", "temperature", 25), says("a512"), put("T1", "temperature", 60), says("a203")])


def test_a_soil_sensor_gives_less_voltage_when_wet() -> None:
    soil = circuit({"S1": "soil-capacitive"}, ["S1.VCC U1.5V", "S1.GND U1.GND", "S1.AOUT U1.A0"])
    passes(soil, READ_A0, [put("S1", "moisture", 0), after("50ms"), look("S1", "volts", 2.5, tolerance=0.01), says("a51"), put("S1", "moisture_pct", 100), says("a24")])


def test_a_tmp36_gives_ten_millivolts_a_degree() -> None:
    tmp = circuit({"T1": "tmp36"}, ["T1.VS U1.5V", "T1.GND U1.GND", "T1.VOUT U1.A0"])
    passes(tmp, READ_A0, [put("T1", "temperature", 25), says("a153")])


def test_a_slide_switch_joins_its_middle_to_one_side() -> None:
    wired = circuit({"SW1": "slide-switch"}, ["SW1.1 U1.GND", "SW1.2 U1.D2", "SW1.3 U1.5V"])
    report = sketch("Serial.begin(115200);", "Serial.println(digitalRead(2) ? \"right\" : \"left\"); delay(10);")
    passes(wired, report, [says("left"), put("SW1", "value", 1), after("5ms"), look("U1", "D2", 1), says("right")])


def test_a_keypad_joins_row_and_column_of_the_key() -> None:
    pins = ["D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9"]
    names = ["R1", "R2", "R3", "R4", "C1", "C2", "C3", "C4"]
    wired = circuit({"K1": "keypad-4x4"}, [f"K1.{n} U1.{p}" for n, p in zip(names, pins, strict=True)])
    scan = sketch("Serial.begin(115200); for (int c = 6; c < 10; c++) pinMode(c, INPUT_PULLUP);", """
      for (int r = 0; r < 4; r++) { pinMode(2 + r, OUTPUT); digitalWrite(2 + r, LOW); delayMicroseconds(10);
        for (int c = 0; c < 4; c++) if (!digitalRead(6 + c)) { Serial.print('r'); Serial.print(r + 1); Serial.print('c'); Serial.println(c + 1); }
        pinMode(2 + r, INPUT); } delay(5);""")
    passes(wired, scan, [after("20ms"), put("K1", "key", "6"), says("r2c3"), put("K1", "key", "*"), says("r4c1")])
