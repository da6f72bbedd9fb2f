"""Writes the circuits that docs/rules.md measures with: everyday requests planned on every board of the catalogue, as tests/rules/corpus/BOARD.txt.

A board that has not the pins or the supply for a request is left out for it, and said so; nothing is left out for what the rules say of it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from ohm_core.design.file import design_json  # noqa: E402
from ohm_core.errors import OhmError  # noqa: E402
from ohm_core.project.prototype import make  # noqa: E402

FOLDER = ROOT / "tests" / "rules" / "corpus"
REQUESTS = (
    "a red LED that a button switches on and off", "show temperature and humidity from a DHT22 on an OLED", "water the plant with a pump when the soil is dry",
    "beep when the ultrasonic sensor sees something nearer than 20 cm", "a servo opens the lid when the PIR sees motion", "an RFID reader switches a relay",
    "an LED strip of 8 pixels glows when it is dark", "show the time of a DS3231 on a 1602 LCD with I2C", "a potentiometer sets the speed of a DC motor",
    "a DS18B20 switches a fan above 25 degrees", "an RGB LED shows the air pressure of a BMP280", "a keypad and a 4 digit display TM1637",
)


def text(body: dict[str, Any]) -> str:
    """A design in the form of the rules' cases: a line a part, one of wires. Parts without wires are left out."""
    wired = {end.split(".")[0] for wire in body["connections"] for end in wire}
    lines = [" ".join([ref, use["part"], *(f"{k}={v}" for k, v in use.get("attrs", {}).items() if " " not in str(v))]) for ref, use in body["parts"].items() if ref in wired]
    source = body.get("supply", {}).get("source", "")
    extra = [*(["wifi"] if body.get("features", {}).get("wifi") else []), *([f"runs from {source}"] if source in body["parts"] else [])]
    return "\n".join([*lines, *extra, " ".join("~".join(w) for w in body["connections"])])


def main() -> int:
    FOLDER.mkdir(exist_ok=True)
    for board in sorted(p.stem for p in (ROOT / "data" / "boards").glob("*.toml")):
        blocks = []
        for words in REQUESTS:
            try:
                made = make(words, board=board)
            except OhmError as error:
                print(f"{board}: {words}: {error}")
                continue
            if made.design.conflicts:
                print(f"{board}: {words}: left out: {made.design.conflicts[0].why}")
                continue
            blocks.append(f"# {words}\n{text(design_json(made.design))}")
        (FOLDER / f"{board}.txt").write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
