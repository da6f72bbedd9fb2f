"""Uploading: the tool that is there, never a guessed port, else the exact steps."""

from __future__ import annotations

from pathlib import Path

import pytest

from ohm_core.errors import BadInput
from ohm_core.firmware import upload as up
from ohm_core.firmware.build import Target


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "firmware.ino").write_text("void setup() {}\nvoid loop() {}\n")
    (tmp_path / "sketch.yaml").write_text("default_fqbn: esp32:esp32:esp32doit-devkit-v1\n")
    return tmp_path


def tools(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    monkeypatch.setattr(up.shutil, "which", lambda name: f"/usr/bin/{name}" if name in names else None)


def test_without_a_tool_the_steps_for_the_ide_are_given(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tools(monkeypatch)
    result = up.upload(folder)
    assert not result.done and "esp32 by Espressif Systems" in result.text and "115200" in result.text


def test_the_port_is_asked_for_and_the_candidates_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tools(monkeypatch, "arduino-cli")
    monkeypatch.setattr(up, "ports", lambda: ("/dev/ttyUSB0", "/dev/ttyUSB1"))
    with pytest.raises(BadInput, match="/dev/ttyUSB0, /dev/ttyUSB1"):
        up.upload(folder)


def test_arduino_cli_gets_board_port_and_folder(folder: Path) -> None:
    target = Target("arduino", "esp32", "esp32:esp32:esp32doit-devkit-v1")
    assert up.commands_for("arduino-cli", folder, target, "/dev/ttyUSB0") == [["arduino-cli", "compile", "--upload", "--fqbn", target.fqbn, "--port", "/dev/ttyUSB0", str(folder)]]


def test_mpremote_copies_the_program_and_leaves_tests_and_secrets_examples(tmp_path: Path) -> None:
    for name in ("main.py", "config.py", "lib/ohm_dht.py", "bringup/blink.py", "my_secrets.py.example"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("")
    commands = up.commands_for("mpremote", tmp_path, Target("micropython", "esp32"), "/dev/ttyUSB0")
    assert [c[-1] for c in commands if "cp" in c] == [":config.py", ":lib/ohm_dht.py", ":main.py"]
    assert commands[-1][-1] == "reset"
