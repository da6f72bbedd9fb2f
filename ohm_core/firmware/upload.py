"""`ohm upload`: puts the firmware on a connected board with the tool that is there, else says the exact steps for the IDE.

The port is never guessed: without one, the candidates are listed. Nothing is installed.
"""

from __future__ import annotations

import glob
import shutil
from dataclasses import dataclass
from pathlib import Path

from ohm_core import jobs
from ohm_core.errors import BadInput
from ohm_core.firmware.build import Target, build, firmware_folder, target_of

LIMITS = jobs.Limits(seconds=600, memory_mb=None)
PORTS = ("/dev/ttyUSB*", "/dev/ttyACM*", "/dev/cu.usbserial*", "/dev/cu.usbmodem*", "/dev/cu.wchusbserial*", "/dev/cu.SLAB*")
# avrdude's words for the boards whose .hex `ohm build` makes: chip, protocol and speed are that of their bootloader (boards.txt).
AVRDUDE = {"uno": ("m328p", "arduino", "115200"), "nano": ("m328p", "arduino", "115200"), "mega": ("m2560", "wiring", "115200")}


@dataclass(frozen=True)
class UploadResult:
    """The end of an upload. `done` is False where no tool is there: then `text` holds the steps for a person."""

    done: bool
    ok: bool
    tool: str
    text: str
    ports: tuple[str, ...] = ()


def upload(folder: Path, port: str = "") -> UploadResult:
    """Puts the program in FOLDER on the board at PORT. Raises BadInput where the port is missing, with the candidates."""
    source = firmware_folder(folder)
    target = target_of(source)
    tool = tool_for(target)
    if not tool:
        return UploadResult(False, False, "", steps(source, target), ports())
    if not port:
        raise BadInput(_which_port(ports()), "--port")
    commands = commands_for(tool, source, target, port)
    said = []
    for command in commands:
        done = jobs.run(command, source, LIMITS)
        said.append(done.out + done.err)
        if not done.ok:
            return UploadResult(True, False, tool, f"{tool} failed: {done.why or _tail(done.err or done.out)}", (port,))
    return UploadResult(True, True, tool, f"The program is on the board at {port}.", (port,))


def tool_for(target: Target) -> str:
    """The first tool on the PATH that can do it; "" where there is none."""
    names = ("mpremote",) if target.language == "micropython" else ("arduino-cli", "pio", "platformio", "avrdude")
    for name in names:
        usable = name != "avrdude" or target.family == "avr" and target.fqbn.split(":")[-1] in AVRDUDE
        if usable and shutil.which(name):
            return name
    return ""


def ports() -> tuple[str, ...]:
    """Serial ports that may be a board, by name."""
    found = sorted(p for pattern in PORTS for p in glob.glob(pattern))
    try:
        from serial.tools import list_ports  # pyserial, where it is installed (Windows has no names to look for)
    except ImportError:
        return tuple(found)
    return tuple(sorted({*found, *(p.device for p in list_ports.comports())}))


def _which_port(candidates: tuple[str, ...]) -> str:
    if not candidates:
        return "No board was found on a serial port; plug it in with a data cable, then give its port with --port."
    return f"Give the board's port with --port; connected now: {', '.join(candidates)}. Unplug the board and look again to see which is its."


def commands_for(tool: str, folder: Path, target: Target, port: str) -> list[list[str]]:
    """The commands that TOOL needs, in order."""
    if tool == "arduino-cli":
        return [["arduino-cli", "compile", "--upload", "--fqbn", target.fqbn, "--port", port, str(folder)]]
    if tool in ("pio", "platformio"):
        return [[tool, "run", "--target", "upload", "--upload-port", port, "--project-dir", str(folder)]]
    if tool == "avrdude":
        made = build(folder)
        hexes = [p for p in made.artefacts if p.suffix == ".hex"]
        if not made.ok or not hexes:
            raise BadInput(f"The program does not compile: {made.messages[0] if made.messages else 'no .hex was made'}.", str(folder))
        part, programmer, baud = AVRDUDE[target.fqbn.split(":")[-1]]
        return [["avrdude", "-p", part, "-c", programmer, "-P", port, "-b", baud, "-D", "-U", f"flash:w:{hexes[0]}:i"]]
    return _mpremote(folder, port)


def _mpremote(folder: Path, port: str) -> list[list[str]]:
    """Copies the program (bring-up scripts and examples aside), then restarts the board."""
    connect = ["mpremote", "connect", port]
    files = [p for p in sorted(folder.rglob("*.py")) if "bringup" not in p.relative_to(folder).parts]
    folders = sorted({p.parent.relative_to(folder).as_posix() for p in files} - {"."})
    made = [[*connect, "exec", f"import os\nif '{name}' not in os.listdir(): os.mkdir('{name}')"] for name in folders]
    copied = [[*connect, "cp", str(p), f":{p.relative_to(folder).as_posix()}"] for p in files]
    return [*made, *copied, [*connect, "reset"]]


def steps(folder: Path, target: Target) -> str:
    """What a person does by hand, with the board's own names."""
    if target.language == "micropython":
        return MICROPYTHON_STEPS.format(folder=folder, link={"esp32": "ESP32_GENERIC", "rp2040": "RPI_PICO_W", "esp8266": "ESP8266_GENERIC"}.get(target.family, ""))
    core = {"avr": "Arduino AVR Boards is there already", "esp32": "Boards Manager: install 'esp32 by Espressif Systems' (3.0 or newer)",
            "esp8266": "Boards Manager: install 'esp8266 by ESP8266 Community'; its address belongs into Preferences: https://arduino.esp8266.com/stable/package_esp8266com_index.json",
            "rp2040": "Boards Manager: install 'Raspberry Pi Pico/RP2040 by Earle F. Philhower, III'; its address belongs into Preferences: https://github.com/earlephilhower/arduino-pico/releases/download/global/package_rp2040_index.json"}
    return ARDUINO_STEPS.format(folder=folder, core=core.get(target.family, ""), fqbn=target.fqbn)


def _tail(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return " / ".join(lines[-3:])[:500] or "it gave no reason"


ARDUINO_STEPS = """No upload tool is on this computer (looked for arduino-cli, platformio, avrdude). With the Arduino IDE:
1. Install it from https://www.arduino.cc/en/software and open {folder}/firmware.ino
   (the folder must be called 'firmware'; the IDE offers to make it so).
2. Tools > Board: {core}; then choose the board ({fqbn}).
3. Plug the board in; Tools > Port: the entry that appears when you do.
4. Press Upload (the arrow). Then open the serial monitor at 115200 baud."""

MICROPYTHON_STEPS = """No upload tool is on this computer (looked for mpremote; `pip install mpremote` supplies it). With Thonny:
1. Install it from https://thonny.org, plug the board in.
2. Once: Tools > Options > Interpreter > Install or update MicroPython ({link} from https://micropython.org/download).
3. Open {folder} in the file view; upload main.py, config.py and the folder lib to the board.
4. Press the red Stop button, then Ctrl+D: the program starts, its lines appear in the shell."""
