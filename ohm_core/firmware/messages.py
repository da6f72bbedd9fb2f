"""What compilers and checkers say, in plain words with file and line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from ohm_core.catalogue.catalogue import data_dir


@dataclass(frozen=True)
class Message:
    """One thing a compiler or checker said. `file` is relative to the firmware folder ("" where it names none), lines from 1."""

    severity: Literal["error", "warning"]
    text: str
    file: str = ""
    line: int = 0

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.file and self.line else f"{self.file}: " if self.file else ""
        return f"{place}{self.severity}: {self.text}"


_GCC = re.compile(r"^(?P<file>[^\s:][^:]*):(?P<line>\d+):(?:\d+:)? (?P<what>fatal error|error|warning): (?P<text>.*)$", re.M)
_LINK = re.compile(r"^(?P<file>[^\s:][^:]*):(?P<line>\d+): (?P<text>undefined reference to .*|multiple definition of .*)$", re.M)
_OVERFLOW = re.compile(r"region [`'](?P<region>\w+)' overflowed by \d+ bytes|section [`']\.(?P<section>\w+)'? (?:will not fit|is not within region)")

# gcc's words → what a person can do about it.
_PLAIN = [
    (re.compile(r"['‘](\w+)['’] was not declared in this scope.*"), r"'\1' is not known here: a missing #include, a misspelt name, or a function that this board's core does not have."),
    (re.compile(r"expected ['‘];['’] before (.*)"), r"a semicolon is missing before \1."),
    (re.compile(r"expected ['‘](.)['’] before end of line|expected ['‘]\}['’] at end of input"), r"a closing bracket is missing."),
    (re.compile(r"unknown type name ['‘]class['’].*"), r"a file that ends in .c is C and knows no classes: a file that uses Arduino.h or a library must end in .cpp."),
    (re.compile(r"undefined reference to [`'‘](.*?)['’]"), r"'\1' is used but nowhere written."),
    (re.compile(r"multiple definition of [`'‘](.*?)['’].*"), r"'\1' is written twice."),
]


_MISSING = re.compile(r"(\S+): No such file or directory")
# Headers that only other chips' cores bring, by what a person can do about it.
_ELSEWHERE = {
    **dict.fromkeys(("Keyboard.h", "Mouse.h", "HID.h", "HID-Project.h", "Joystick.h"), "boards whose chip speaks USB itself (Leonardo, Micro, ESP32-S2 and S3, Pico) have it; this board does not."),
    **dict.fromkeys(("WiFi.h", "WebServer.h", "HTTPClient.h", "BluetoothSerial.h", "ESP8266WiFi.h", "ESPAsyncWebServer.h"), "boards with a radio (ESP32, ESP8266, Pico W) have it in their core; this board does not, or names it differently."),
    **dict.fromkeys(("avr/wdt.h", "avr/sleep.h", "avr/interrupt.h", "avr/io.h", "util/delay.h"), "only AVR boards (Uno, Nano, Mega) have it."),
}


@cache
def libraries_by_header() -> dict[str, str]:
    """Which library of the library manager brings a header: {"DHT.h": "DHT sensor library"}."""
    found: dict[str, str] = tomllib.loads((data_dir() / "sketches" / "headers.toml").read_text(encoding="utf-8"))
    return found


def missing_header(name: str) -> str:
    """What to do about a header that is not there."""
    if library := libraries_by_header().get(name):
        return f"the file '{name}' is not there: the library '{library}' brings it."
    if name in _ELSEWHERE:
        return f"the file '{name}' is not there: {_ELSEWHERE[name]}"
    return f"the file '{name}' is not there: the sketch needs it beside it, or a library that is not installed."


def plain(text: str) -> str:
    """A compiler's sentence in plain words, with the original behind it where that helps."""
    if missing := _MISSING.search(text):
        return missing_header(missing[1])
    for pattern, words in _PLAIN:
        if pattern.search(text):
            return pattern.sub(words, text.strip())
    return text.strip()


def from_gcc(output: str, folder: Path) -> tuple[Message, ...]:
    """The errors and warnings in a compiler's or linker's output; paths inside FOLDER become relative."""
    found: dict[Message, None] = {}
    for match in _GCC.finditer(output):
        severity: Literal["error", "warning"] = "warning" if match["what"] == "warning" else "error"
        found[Message(severity, plain(match["text"]), _inside(match["file"], folder), int(match["line"]))] = None
    for match in _LINK.finditer(output):
        found[Message("error", plain(match["text"]), _inside(match["file"], folder), int(match["line"]))] = None
    if over := _OVERFLOW.search(output):
        kind = "RAM" if (over["region"] or over["section"]) in ("data", "bss", "noinit") else "flash memory"
        found[Message("error", f"the program needs more {kind} than the board has.")] = None
    return tuple(found)


def _inside(path: str, folder: Path) -> str:
    try:
        return Path(path).relative_to(folder).as_posix()
    except ValueError:
        return Path(path).name if Path(path).is_absolute() else path
