"""What stands beside a sketch: project files of PlatformIO and arduino-cli, the network's figures and the example of secrets.h."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ohm_core.catalogue.schema import Board
from ohm_core.firmware.firmware import SourceFile

if TYPE_CHECKING:
    from ohm_core.firmware.arduino import Sketch


def network_lines(publishes: bool, publisher: str) -> Iterator[str]:
    """The network's part of config.h."""
    yield "// Network. Name and password of yours belong into secrets.h, a copy of secrets.h.example that is never shared."
    yield '#if __has_include("secrets.h")'
    yield '#include "secrets.h"'
    yield "#else"
    yield '#include "secrets.h.example"'
    yield "#endif"
    if publishes and publisher == "ohm_mqtt":
        yield 'constexpr char PUBLISH_HOST[] = "192.168.1.10";  // your MQTT broker'
        yield "constexpr uint16_t PUBLISH_PORT = 1883;"
    elif publishes:
        yield 'constexpr char PUBLISH_HOST[] = "ntfy.sh";  // any server that takes a message by HTTP POST'
        yield "constexpr uint16_t PUBLISH_PORT = 80;"


def project_files(sketch: Sketch) -> Iterator[SourceFile]:
    """platformio.ini, sketch.yaml and, with a network, the example of secrets.h."""
    yield from board_files(sketch.board)
    if sketch.wireless:
        yield SourceFile("secrets.h.example", "cpp", SECRETS)


def board_files(board: Board) -> tuple[SourceFile, SourceFile]:
    """platformio.ini and sketch.yaml of a board."""
    ini = PLATFORMIO.format(board=board.platformio, platform=PLATFORMS[board.family], extra=PLATFORM_EXTRA.get(board.family, ""))
    return SourceFile("platformio.ini", "ini", ini), SourceFile("sketch.yaml", "yaml", f"# For arduino-cli: `arduino-cli compile` in this folder needs nothing else.\ndefault_fqbn: {board.fqbn}\n")


PLATFORMS = {"avr": "atmelavr", "esp32": "https://github.com/pioarduino/platform-espressif32/releases/download/stable/platform-espressif32.zip",
             "esp8266": "espressif8266", "rp2040": "https://github.com/maxgerhardt/platform-raspberrypi.git"}
PLATFORM_EXTRA = {"rp2040": "board_build.core = earlephilhower\n"}
PLATFORMIO = """; `pio run` compiles, `pio run -t upload` puts it on the board.
[platformio]
src_dir = .

[env:{board}]
platform = {platform}
board = {board}
framework = arduino
{extra}monitor_speed = 115200
build_src_filter = +<*.ino> +<*.cpp> -<bringup/>
; every driver is in this folder: no library is needed
lib_deps =
"""
SECRETS = """// Copy this file to secrets.h and fill it in. secrets.h stays with you: keep it out of version control.
#pragma once

constexpr char WIFI_NAME[] = "";
constexpr char WIFI_PASSWORD[] = "";
constexpr char PUBLISH_TOPIC[] = "";  // for ntfy.sh: a word nobody else would guess
"""
