"""Which framework a C or C++ program is written for, by what it includes and defines; what is said where it is none we read."""

from __future__ import annotations

import re
from collections.abc import Mapping

_MARKS = {
    "arduino": re.compile(r'#\s*include\s*[<"]Arduino\.h|\bvoid\s+loop\s*\(|\bpinMode\s*\(|\bdigital(Read|Write)\s*\('),
    "pico_sdk": re.compile(r'#\s*include\s*[<"](pico/|hardware/)'),
    "esp_idf": re.compile(r'#\s*include\s*[<"](freertos/|esp_\w+\.h|driver/|sdkconfig\.h|nvs)|\bapp_main\s*\('),
}
_MAIN = re.compile(r"^\s*(?:extern\s+\"C\"\s+)?(?:int|void)\s+(?:main|app_main)\s*\(", re.MULTILINE)
UNREAD = "the program is for neither Arduino nor the Pico SDK nor ESP-IDF: which pins it uses was not read"


def frameworks(files: Mapping[str, str]) -> tuple[str, ...]:
    """The frameworks that FILES (name → text) speak to: arduino, pico_sdk, esp_idf; a .ino is Arduino's."""
    whole = "\n".join(files.values())
    return tuple(name for name, mark in _MARKS.items() if mark.search(whole) or name == "arduino" and any(f.endswith(".ino") for f in files))


def starts(source: str) -> bool:
    """True where a file holds the program's main function."""
    return _MAIN.search(source) is not None


def defines(sdkconfig: str) -> str:
    """The text of sdkconfig.h that ESP-IDF makes of its settings file."""
    found = re.findall(r"^(CONFIG_\w+)=(.+)$", sdkconfig, re.MULTILINE)
    return "".join(f"#define {name} {'1' if value == 'y' else value}\n" for name, value in found)
