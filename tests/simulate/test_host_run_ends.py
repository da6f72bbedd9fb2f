"""Host-run C++ where it goes wrong, sleeps, starts anew or wants out: each is one sentence, and nothing leaves its process."""

import time
from pathlib import Path

import pytest

from ohm_core.errors import BadInput, Missing
from ohm_core.firmware.simulate import native, parse_scenario, simulate
from tests.simulate.bench import after, look, put, says
from tests.simulate.hostbench import BOARDS, D1, ESP, PICO, joined, needs_gcc, on_each_board, passes, run

pytestmark = needs_gcc
LED = {"LED1": "led-5mm", "R1": ("resistor", {"resistance_ohm": 220})}
LED_WIRES = ["LED R1.1", "R1.2 LED1.A", "LED1.C GND"]


def begun(rest: str, head: str = "") -> str:
    return f"{head}\nvoid setup() {{ Serial.begin(115200); {rest} }}\nvoid loop() {{}}"


@pytest.mark.parametrize(("sketch", "why"), [
    ("int *p = nullptr; Serial.println(\"now\"); delay(10); *p = 1;", "memory that is not its own"), ("volatile int none = 0; Serial.println(7 / none);", "divided by zero"),
    ("for (;;) { char *p = new char[1 << 20]; memset(p, 1, 1 << 20); }", "used up its memory"), ("volatile char deep[100000]; deep[0] = 1; setup(); deep[1] = 1;", "memory that is not its own"),
])
def test_a_program_that_falls_is_named_with_its_cause(sketch: str, why: str) -> None:
    result = run(ESP, joined(ESP, LED, LED_WIRES), begun(sketch), [after("1s"), look("LED1", "on", 0)])
    assert not result.passed and why in result.ended and why in result.steps[0].seen


@pytest.mark.parametrize("loop", ["while (true) {}", "for (;;) ;", "volatile int i = 0; while (i >= 0) i = i % 1000 + 1;", 'asm volatile("1: jmp 1b");'])
def test_a_loop_that_calls_nothing_takes_time_and_the_scenario_goes_on(loop: str) -> None:
    sketch = "volatile int hits; void hit() { hits = hits + 1; digitalWrite(LED_PIN, HIGH); }\n" + begun(f"pinMode(LED_PIN, OUTPUT); pinMode(BTN_PIN, INPUT_PULLUP); attachInterrupt(BTN_PIN, hit, FALLING); {loop}")
    wired = joined(ESP, {**LED, "B1": "button"}, [*LED_WIRES, "BTN B1.1", "B1.2 GND"])
    result = passes(ESP, wired, sketch, [after("3s"), look("LED1", "on", 0), put("B1", "pressed", 1), after("100ms"), look("LED1", "on", 1)])
    assert result.seconds_simulated == pytest.approx(3.1, abs=0.01) and result.seconds_wall < 15


def test_the_watchdog_of_an_esp8266_bites_where_nobody_yields() -> None:
    result = passes(D1, joined(D1, {}, []), begun('Serial.println("begin"); while (true) {}'), [says("begin"), says("Soft WDT reset"), says("begin")])
    assert result.steps[1].time_s == pytest.approx(3.2, abs=0.1)


def test_a_run_that_takes_too_long_is_stopped_by_the_limit_of_wall_time() -> None:
    begin = time.monotonic()
    result = run(ESP, joined(ESP, {}, []), begun("").replace("void loop() {}", "void loop() { Serial.print(digitalRead(27)); }"), [after("1h")], wall_limit_s=2)
    assert not result.passed and "took longer than 2 s" in result.ended and time.monotonic() - begin < 30


@pytest.mark.parametrize("attempt", [
    'FILE *f = fopen("/etc/passwd", "r"); Serial.println(f ? "open" : "shut");', 'FILE *f = fopen("left.txt", "w"); Serial.println(f ? "open" : "shut");',
    'Serial.println(socket(AF_INET, SOCK_STREAM, 0) >= 0 ? "open" : "shut");', 'Serial.println(fork() >= 0 ? "open" : "shut");', 'Serial.println(kill(getppid(), 0) == 0 ? "open" : "shut");',
    'char *none[] = {nullptr}; Serial.println(execve("/bin/ls", none, none) == 0 ? "open" : "shut");',
])
def test_a_sketch_reaches_no_file_no_network_and_no_other_process(attempt: str) -> None:
    sketch = begun(attempt, "#include <csignal>\n#include <cstdio>\n#include <sys/socket.h>\n#include <unistd.h>")
    result = run(ESP, joined(ESP, {}, []), sketch, [says("shut")])
    assert "open" not in result.serial and (result.passed or result.ended)


def test_what_does_not_compile_or_link_is_said_with_file_and_line() -> None:
    wired = joined(ESP, {}, [])
    with pytest.raises(BadInput, match=r"sketch\.ino:\d+: error: 'ledcSetup' is not known here"):
        run(ESP, wired, begun("ledcSetup(0, 5000, 8);"), [after("1s")])
    with pytest.raises(BadInput, match=r"the sketch has no loop\(\)"):
        run(ESP, wired, "void setup() {}", [after("1s")])
    with pytest.raises(BadInput, match="'helper\\(\\)' is used but nowhere written"):
        run(ESP, wired, begun("helper();", "void helper();"), [after("1s")])


def test_without_g_plus_plus_the_sentence_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native.shutil, "which", lambda name: None)
    with pytest.raises(Missing, match=r"apt-get install --no-install-recommends g\+\+"):
        run(ESP, joined(ESP, {}, []), begun(""), [after("1s")])


@on_each_board
def test_what_is_kept_in_eeprom_outlives_a_restart(board: str) -> None:
    again = "rp2040.reboot();" if board == PICO else "ESP.restart();"
    sketch = "#include <EEPROM.h>\n" + begun(f'EEPROM.begin(64); int runs = 0; EEPROM.get(8, runs); if (runs < 0) runs = 0; Serial.print("run "); Serial.println(++runs); EEPROM.put(8, runs); EEPROM.commit(); delay(100); if (runs < 3) {again}')
    passes(board, joined(board, {}, []), sketch, [says("run 1"), says("run 2"), says("run 3")])


def test_deep_sleep_keeps_what_an_esp32_keeps_and_lets_its_pins_go() -> None:
    sketch = begun('pinMode(LED_PIN, OUTPUT); digitalWrite(LED_PIN, HIGH); Serial.print("run "); Serial.println(++runs); delay(1000); ESP.deepSleep(600e6);', "RTC_DATA_ATTR int runs = 0;")
    steps = [says("run 1"), look("LED1", "on", 1), after("2s"), look("LED1", "on", 0), {"wait-serial": {"text": "run 3", "timeout": "30m"}}]
    result = passes(ESP, joined(ESP, LED, LED_WIRES), sketch, steps)
    assert result.steps[-1].time_s == pytest.approx(1202, abs=1) and result.seconds_wall < 10


def test_an_esp8266_wakes_from_deep_sleep_only_by_its_reset_pin() -> None:
    sketch = begun('Serial.println("awake"); Serial.println(millis() > 5000 ? "again" : "first"); delay(10); ESP.deepSleep(10e6);')
    asleep = run(D1, joined(D1, {}, []), sketch, [says("first"), {"wait-serial": {"text": "again", "timeout": "20s"}}])
    assert not asleep.passed and "only where D0 is joined to RST" in asleep.notes[0].text
    passes(D1, joined(D1, {}, ["U1.D0 U1.RST"]), sketch, [says("first"), {"wait-serial": {"text": "awake", "timeout": "20s"}}])


WEB = """
#include <%s>
#include <%s>
WiFiClient client;
void setup() { Serial.begin(115200); WiFi.begin("home", "secret"); }
void loop() {
  static bool sent;
  if (WiFi.status() != WL_CONNECTED || sent) { delay(100); Serial.println("offline"); return; }
  HTTPClient http; http.begin(client, "http://example.org/plant"); Serial.println(http.POST("dry=1")); http.end();
  client.connect("ntfy.example", 80); client.print("POST /topic HTTP/1.1\\r\\nHost: ntfy.example\\r\\nContent-Length: 3\\r\\n\\r\\nwet");
  Serial.println(client.readStringUntil('\\n')); client.stop();
  sent = true;
  Serial.println("sent");
}"""


@on_each_board
def test_requests_go_out_while_the_network_is_there(board: str) -> None:
    sketch = WEB % (("ESP8266WiFi.h", "ESP8266HTTPClient.h") if board == D1 else ("WiFi.h", "HTTPClient.h"))
    wired = joined(board, {}, [])
    passes(board, wired, sketch, [{"wait-serial": {"text": "200", "timeout": "20s"}}, look("U1", "requested", "POST http://example.org/plant dry=1"), says("HTTP/1.1 200 OK"), says("sent"), look("U1", "requested", "POST http://ntfy.example/topic wet")])
    alone = run(board, wired, sketch, [put("U1", "wifi", 0), {"wait-serial": {"text": "offline", "timeout": "40s"}}, after("10s"), look("U1", "requested", "")])
    assert alone.passed and "sent" not in alone.serial


def test_the_time_comes_from_the_network() -> None:
    sketch = '#include <WiFi.h>\nvoid setup() { Serial.begin(115200); WiFi.begin("home", "x"); configTime(3600, 0, "pool.ntp.org"); }\nvoid loop() { tm t; if (getLocalTime(&t, 100)) Serial.printf("%02d:%02d\\r\\n", t.tm_hour, t.tm_min); else Serial.println("unknown"); delay(500); }'
    passes(ESP, joined(ESP, {}, []), sketch, [put("U1", "time", "2026-03-01T11:59:58"), says("unknown"), says("12:59"), says("13:00")])


def test_an_esp32_s_timers_fades_pixels_and_converters() -> None:
    sketch = """
#include <WiFi.h>
volatile int ticks;
void tick() { ticks = ticks + 1; }
void setup() {
  Serial.begin(115200);
  hw_timer_t *t = timerBegin(1000000); timerAttachInterrupt(t, tick); timerAlarm(t, 10000, true, 0);
  rgbLedWrite(OUT_PIN, 255, 0, 16);
  delay(505); Serial.print("ticks "); Serial.println(ticks); timerEnd(t);
  ledcAttach(LED_PIN, 5000, 10); ledcFade(LED_PIN, 0, 1023, 400); delay(200); Serial.println("half"); delay(300);
  WiFi.begin("home", "x"); Serial.println(analogRead(27)); pinMode(34, OUTPUT);
}
void loop() {}"""
    wired = joined(ESP, {**LED, "X1": "ws2812-strip"}, [*LED_WIRES, "OUT X1.DIN", "5V X1.5V", "X1.GND GND"])
    result = passes(ESP, wired, sketch, [says("ticks 50"), look("X1", "pixel0", "#ff0010"), says("half"), look("LED1", "brightness", 50, tolerance=4), after("250ms"), look("LED1", "brightness", 100), says("\r\n0\r\n")])
    assert any("ADC2 belongs to Wi-Fi" in n.text for n in result.notes)


def test_a_pico_whose_i2c_pins_cannot_be_is_stopped() -> None:
    result = run(PICO, joined(PICO, {}, []), "#include <Wire.h>\n" + begun("Wire.setSDA(3); Wire.begin();"), [after("1s")])
    assert "Wire.setSDA the pin GP3, which the chip's I2C unit cannot use" in result.ended


@on_each_board
def test_a_library_folder_and_own_headers_are_compiled_with_the_sketch(board: str, tmp_path: Path) -> None:
    (tmp_path / "libs" / "Blinker").mkdir(parents=True)
    (tmp_path / "libs" / "Blinker" / "Blinker.h").write_text("#pragma once\n#include <Arduino.h>\nclass Blinker { public: void say(); };\n")
    (tmp_path / "libs" / "Blinker" / "Blinker.cpp").write_text('#include "Blinker.h"\nvoid Blinker::say() { Serial.println("from the library"); }\n')
    sketch = tmp_path / "mine"
    sketch.mkdir()
    (sketch / "mine.ino").write_text('#include <Blinker.h>\n#include "extra.h"\nBlinker b;\nvoid setup() { Serial.begin(115200); b.say(); Serial.println(twice(21)); }\nvoid loop() {}\n')
    (sketch / "extra.h").write_text("int twice(int x);\n")
    (sketch / "extra.cpp").write_text('#include "extra.h"\nint twice(int x) { return 2 * x; }\n')
    steps = parse_scenario('steps: [{wait-serial: "from the library"}, {wait-serial: "42"}]')
    assert simulate(joined(board, {}, []), sketch, steps, libraries=tmp_path / "libs").passed


def test_two_runs_are_the_same() -> None:
    sketch = begun("for (int i = 0; i < 5; i++) { Serial.print(random(1000)); Serial.print(' '); Serial.println(micros()); delay(random(30)); }")
    first, second = (run(BOARDS[0], joined(BOARDS[0], {}, []), sketch, [after("1s")]).serial for _ in range(2))
    assert first == second and len(first) > 20


def test_serial_before_begin_and_second_lines_say_nothing_and_are_remarked() -> None:
    result = run(ESP, joined(ESP, {}, []), 'void setup() { Serial.println("lost"); Serial2.begin(9600); Serial2.println("x"); }\nvoid loop() {}', [after("100ms")])
    assert result.serial == "" and "Serial2 is not simulated" in result.notes[0].text
