"""The exports that are kept to be read line by line; `python -m tests.formats.golden_files` writes them afresh."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ohm_core.formats.circuit_json import circuit_json
from ohm_core.formats.esphome import esphome
from ohm_core.formats.kicad import kicad_netlist
from ohm_core.formats.skidl import skidl
from ohm_core.formats.wireviz import wireviz
from tests.formats.samples import esphome_sample, prototypes

HERE = Path(__file__).parent / "golden"
KEPT = ("plant_waterer", "button_led", "foreign")


def exports(name: str) -> Mapping[str, str]:
    """The exports of a sample by file name."""
    made = prototypes()[name]
    files = {k: v for form in (kicad_netlist, skidl, wireviz, circuit_json) for k, v in form(made).files.items()}
    if name == "plant_waterer":
        told = esphome(esphome_sample())
        files |= {**told.files, **told.beside}
    return {k: v.decode() for k, v in files.items()}


if __name__ == "__main__":
    for kept in KEPT:
        (HERE / kept).mkdir(parents=True, exist_ok=True)
        for file, text in exports(kept).items():
            (HERE / kept / file).write_text(text, "utf-8")
