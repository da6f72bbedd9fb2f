"""Our exports opened by the programs they are for: they take them, and read out of them exactly the circuit."""

from __future__ import annotations

import ast
import configparser
import json
import re
import subprocess
import sys
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ohm_core.catalogue.catalogue import load
from ohm_core.circuit.circuit import resolve
from ohm_core.design.file import design_from, design_text
from ohm_core.errors import BadInput
from ohm_core.formats.circuit_json import circuit_json
from ohm_core.formats.esphome import esphome
from ohm_core.formats.export import FORMATS, export
from ohm_core.formats.kicad import kicad_netlist
from ohm_core.formats.skidl import skidl
from ohm_core.formats.source import design_of_json
from ohm_core.formats.wireviz import wireviz
from ohm_core.project.prototype import Prototype
from tests.formats.conftest import Run
from tests.formats.samples import NASTY, nets, prototypes
from tests.formats.test_esphome import Loader

Pins = set[tuple[str, str]]
GOLDEN = Path(__file__).parent / "golden"
READ = """
import json, sys
from kinparse import parse_netlist
def pins(file):
    return {str(n.name): [[str(p.ref), str(p.num)] for p in n.pins] for n in parse_netlist(file).nets}
print(json.dumps({file: pins(file) for file in sys.argv[1:]}))
"""
VALIDATE = """
import { any_circuit_element } from "circuit-json"
import fs from "fs"
const bad = []
for (const file of process.argv.slice(2)) for (const element of JSON.parse(fs.readFileSync(file))) {
  const read = any_circuit_element.safeParse(element)
  if (!read.success || read.data.type !== element.type || read.data.ftype !== element.ftype) bad.push([file, element, read.error?.issues ?? read.data])
}
console.log(JSON.stringify(bad))
"""
SOME = ("esp32-cellar-air", "pico-door-lock", "uno-servo-knob", "shift_leds", "keypad_lock", "foreign")


def written(folder: Path, files: dict[str, bytes] | Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


def read_netlists(circuits: Run, folder: Path, *files: str) -> dict[str, dict[str, Pins]]:
    """What an independent reader finds in KiCad netlists: file → net → pins."""
    told = json.loads(circuits(folder, "python", "-c", READ, *files).strip().splitlines()[-1])
    return {file: {name: {(_unescaped(r), _unescaped(p)) for r, p in pins} for name, pins in found.items()} for file, found in told.items()}


def _unescaped(text: str) -> str:
    """What KiCad's \\" means; this reader leaves it as it stands."""
    return text.replace('\\"', '"').replace("\\\\", "\\")


def test_an_independent_reader_finds_our_nets_in_the_kicad_netlist(tmp_path: Path, circuits: Run) -> None:
    for name, made in prototypes().items():
        (tmp_path / f"{name}.net").write_bytes(kicad_netlist(made).files["design.net"])
    read = read_netlists(circuits, tmp_path, *(f"{n}.net" for n in prototypes()))
    for name, made in prototypes().items():
        assert read[f"{name}.net"] == nets(made), name


@pytest.mark.parametrize("name", SOME)
def test_skidl_finds_no_error_and_writes_our_nets(name: str, tmp_path: Path, circuits: Run) -> None:
    made = prototypes()[name]
    assert name == "foreign" or not made.report.errors()
    written(tmp_path, skidl(made).files)
    said = circuits(tmp_path, "python", "design.py")
    assert "0 errors found while running ERC" in said or "No errors or warnings found while running ERC" in said
    assert read_netlists(circuits, tmp_path, "design.net")["design.net"] == nets(made)


def test_skidl_names_two_outputs_on_one_net(tmp_path: Path, circuits: Run) -> None:
    short = design_from({"format": "ohm-design/1", "title": "Short", "board": "U1", "parts": {"U1": {"part": "esp32-devkit-v1"}, "S1": {"part": "pir-hc-sr501"}, "S2": {"part": "pir-hc-sr501"}},
                         "connections": [["S1.OUT", "S2.OUT"], ["S1.OUT", "U1.GPIO4"], ["S1.GND", "U1.GND"], ["S2.GND", "U1.GND"]]})
    written(tmp_path, skidl(Prototype.from_design(short, load())).files)
    said = circuits(tmp_path, "python", "design.py")
    assert "ERC ERROR" in said and "OUT" in said


def test_the_skidl_script_is_python_whatever_the_names_are() -> None:
    for made in prototypes().values():
        ast.parse(skidl(made).files["design.py"])


@pytest.mark.parametrize("name", SOME)
def test_wireviz_draws_the_wiring_with_every_wire(name: str, tmp_path: Path, circuits: Run) -> None:
    made = prototypes()[name]
    written(tmp_path, wireviz(made).files)
    circuits(tmp_path, "wireviz", "-f", "s", "wiring.yml")
    drawn = (tmp_path / "wiring.svg").read_text("utf-8")
    assert drawn.count("<svg") == 1 and all(re.search(rf">\\s*W{n}\\s*<", drawn) or f">W{n}<" in drawn for n in range(1, len(_bundles(made)) + 1))


def test_wireviz_draws_parts_with_colons_and_backslashes_in_their_names(tmp_path: Path, circuits: Run) -> None:
    raw = {"format": "ohm-design/1", "title": "Names\\", "board": "U1", "parts": {"U1": {"part": "esp32-devkit-v1"}, "a:b\\": {"part": "led-5mm"}, "a_b_": {"part": "led-5mm"}, ":": {"part": "led-5mm"}},
           "connections": [["U1.GPIO4", "a:b\\.A"], ["U1.GPIO5", "a_b_.A"], ["U1.GPIO18", ":.A"]]}
    written(tmp_path, wireviz(Prototype.from_design(design_from(raw), load())).files)
    circuits(tmp_path, "wireviz", "-f", "s", "wiring.yml")
    assert {"a_b_", "a_b__2", "part _"} <= set(yaml.safe_load((tmp_path / "wiring.yml").read_text("utf-8"))["connectors"])


def _bundles(made: Prototype) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(wireviz(made).files["wiring.yml"])["cables"]
    return found


def test_the_wires_of_the_harness_join_our_nets() -> None:
    for name, made in prototypes().items():
        told = yaml.safe_load(wireviz(made).files["wiring.yml"])
        ends = 0
        for left, cable, right in told["connections"]:
            (a, left_pins), (w, numbers), (b, right_pins) = (next(iter(x.items())) for x in (left, cable, right))
            for p, n, q in zip(left_pins, numbers, right_pins, strict=True):
                net = told["cables"][w]["wirelabels"][n - 1]
                for part, pin in ((a, p), (b, q)):
                    labels = told["connectors"][part]["pinlabels"]
                    pin_name = labels[pin - 1] if isinstance(pin, int) else pin
                    assert any((_plain(part), _plain(pin_name)) in {(r.removeprefix("part "), x) for r, x in pins} for label, pins in nets(made).items() if label == _plain(net)), (name, part, pin)
                ends += 1
        assert ends == len(made.circuit.design.connections), name


def _plain(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").removeprefix("part ")


def test_circuit_json_is_valid_in_the_words_of_its_makers(tmp_path: Path, javascript: Run) -> None:
    for name, made in prototypes().items():
        (tmp_path / f"{name}.json").write_bytes(circuit_json(made).files["circuit.json"])
    assert json.loads(javascript(tmp_path, VALIDATE, *(f"{n}.json" for n in prototypes()))) == []


def test_circuit_json_joins_exactly_our_nets() -> None:
    for name, made in prototypes().items():
        elements = json.loads(circuit_json(made).files["circuit.json"])
        parts = {e["source_component_id"]: e["name"] for e in elements if e["type"] == "source_component"}
        ports = {e["source_port_id"]: (parts[e["source_component_id"]], e["name"]) for e in elements if e["type"] == "source_port"}
        names = {e["source_net_id"]: e["name"] for e in elements if e["type"] == "source_net"}
        found: dict[str, Pins] = defaultdict(set)
        for trace in (e for e in elements if e["type"] == "source_trace"):
            found[names[trace["connected_source_net_ids"][0]]] |= {ports[p] for p in trace["connected_source_port_ids"]}
        assert found == nets(made), name


def test_a_wokwi_project_read_back_is_the_same_circuit(tmp_path: Path) -> None:
    for name, made in prototypes().items():
        export(made, "wokwi", tmp_path / f"{name}.zip")
        with zipfile.ZipFile(tmp_path / f"{name}.zip") as archive:
            back = resolve(design_of_json(json.loads(archive.read("diagram.json")), load(), name), load())
        assert _joined(back.nets, back) == _joined(made.circuit.nets, made.circuit), name


def _joined(found: Any, circuit: Any) -> set[frozenset[tuple[str, str]]]:
    """Nets by electrical nodes, those of one node alone left out."""
    groups = (frozenset(circuit.node(p) for p in net.pins) for net in found)
    return {g for g in groups if len(g) > 1}


def test_a_wokwi_project_holds_what_its_tools_ask_for(tmp_path: Path) -> None:
    export(prototypes()["uno-room-climate"], "wokwi", tmp_path / "uno.zip")
    with zipfile.ZipFile(tmp_path / "uno.zip") as archive:
        names = set(archive.namelist())
        toml = archive.read("wokwi.toml").decode()
    assert {"diagram.json", "sketch.ino", "config.h", "libraries.txt", "platformio.ini"} <= names and not any("/" in n for n in names)
    assert "firmware = '.pio/build/uno/firmware.hex'" in toml
    notes = export(prototypes()["pico-door-lock"], "wokwi", tmp_path / "pico").notes
    assert (tmp_path / "pico" / "main.py").exists() and not (tmp_path / "pico" / "wokwi.toml").exists()
    assert any("ohm-supply-5v-3a" in n for n in notes) and any("MicroPython" in n for n in notes)
    assert any("ESP8266" in n for n in export(prototypes()["d1-tilt-toy"], "wokwi", tmp_path / "d1.zip").notes)


def test_a_wokwi_export_to_a_json_file_is_the_diagram_alone(tmp_path: Path) -> None:
    assert export(prototypes()["uno-servo-knob"], "wokwi", tmp_path / "x.json").paths == (str(tmp_path / "x.json"),)
    assert json.loads((tmp_path / "x.json").read_text("utf-8"))["version"] == 1


@pytest.mark.parametrize("name", ["uno-room-climate", "esp32-cellar-air", "d1-tilt-toy", "parking"])
def test_platformio_takes_the_project(name: str, tmp_path: Path, esphome: Run) -> None:
    made = prototypes()[name]
    export(made, "platformio", tmp_path / "p")
    told = json.loads(esphome(tmp_path / "p", "pio", "project", "config", "--json-output"))
    sections = {section: dict(options) for section, options in told}
    board = made.circuit.parts[made.circuit.board].part.board
    assert board and sections[f"env:{board.platformio}"]["board"] == board.platformio
    ini = configparser.ConfigParser()
    ini.read(tmp_path / "p" / "platformio.ini")
    assert ini[f"env:{board.platformio}"]["framework"] == "arduino"


def test_an_arduino_sketch_is_named_as_its_folder_and_names_its_board(tmp_path: Path) -> None:
    export(prototypes()["uno-room-climate"], "arduino", tmp_path / "climate")
    assert (tmp_path / "climate" / "climate.ino").exists() and not (tmp_path / "climate" / "firmware.ino").exists()
    assert yaml.safe_load((tmp_path / "climate" / "sketch.yaml").read_text()) == {"default_fqbn": "arduino:avr:uno"}
    notes = export(prototypes()["uno-room-climate"], "arduino", tmp_path / "my climate").notes
    assert any("my climate" in n for n in notes) and (tmp_path / "my climate" / "firmware.ino").exists()


def small(parts: dict[str, Any], **more: Any) -> Prototype:
    return Prototype.from_design(design_from({"format": "ohm-design/1", "title": "Small", "board": "U1", "parts": parts, "connections": [], **more}), load())


def test_a_board_without_firmware_has_a_diagram_and_no_project(tmp_path: Path) -> None:
    made = small({"U1": {"part": "esp32-s3-devkitc-1"}})
    assert any("no program" in n for n in export(made, "wokwi", tmp_path / "x.zip").notes)
    with pytest.raises(BadInput, match="ESP32-S3"):
        export(made, "platformio", tmp_path / "p")


def test_libraries_of_a_sketch_of_ones_own_are_asked_for(tmp_path: Path) -> None:
    made = small({"U1": {"part": "arduino-uno-r3"}}, firmware=[{"path": "firmware.ino", "language": "cpp", "content": "#include <DHT.h>\n#include <Wire.h>\nvoid setup() {}\nvoid loop() {}\n"}])
    notes = export(made, "wokwi", tmp_path / "p").notes
    assert [n for n in notes if "DHT.h" in n and "Wire.h" not in n] and not any("sets the parts up" in n for n in notes)
    assert "DHT.h" in (tmp_path / "p" / "libraries.txt").read_text() and (tmp_path / "p" / "wokwi.toml").exists()


def test_the_same_design_gives_the_same_bytes(tmp_path: Path) -> None:
    for to in FORMATS:
        for turn in ("a", "b"):
            fresh = Prototype(prototypes()["keypad_lock"].circuit.design, load())
            export(fresh, to, tmp_path / turn / to / Path(FORMATS[to].default).name)
    assert _bytes(tmp_path / "a") == _bytes(tmp_path / "b") != {}


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_the_help_names_every_format() -> None:
    told = subprocess.run([sys.executable, "-m", "ohm_core", "export", "--help"], capture_output=True, text=True).stdout
    assert all(to in told for to in FORMATS)


def test_the_command_says_on_stderr_and_in_json_what_is_lost(tmp_path: Path) -> None:
    design = tmp_path / "design.json"
    design.write_text(design_text(prototypes()["uno-servo-knob"].design))
    done = subprocess.run([sys.executable, "-m", "ohm_core", "export", str(design), "--to", "kicad-netlist", "--out", str(tmp_path / "x.net"), "--json"], capture_output=True, text=True)
    told = json.loads(done.stdout)
    assert done.returncode == 0 and told["files"] == [str(tmp_path / "x.net")]
    assert any("Breadboard" in n for n in told["notes"]) and all(n in done.stderr for n in told["notes"])


@pytest.mark.parametrize("file", sorted(GOLDEN.glob("*/*")), ids=lambda f: f"{f.parent.name}/{f.name}")
def test_golden_exports_are_as_they_were(file: Path) -> None:
    from tests.formats.golden_files import exports

    assert exports(file.parent.name)[file.name] == file.read_text("utf-8")


def test_nothing_breaks_the_form_of_a_file(tmp_path: Path) -> None:
    nasty = prototypes()["foreign"]
    assert yaml.safe_load(wireviz(nasty).files["wiring.yml"])["metadata"]["title"].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == NASTY
    assert json.loads(circuit_json(nasty).files["circuit.json"])[0]["name"] == NASTY


NAMES = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters=".\x00"), min_size=1, max_size=12).filter(lambda t: t.strip() == t and t not in ("U1", "LED1"))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(ref=NAMES, pin=NAMES, name=NAMES, title=NAMES)
def test_whatever_parts_and_pins_are_called_the_files_can_be_read(ref: str, pin: str, name: str, title: str) -> None:
    raw = {"format": "ohm-design/1", "title": title, "board": "U1", "parts": {"U1": {"part": "esp32-devkit-v1"}, ref: {"part": "custom", "name": name, "pins": {pin: {}, "OUT2": {"type": "output"}}}},
           "connections": [[f"{ref}.{pin}", "U1.GPIO4"], [f"{ref}.OUT2", "U1.GPIO5"]]}
    try:
        made = Prototype.from_design(design_from(raw), load())
    except BadInput:
        return  # the design file itself refuses such a name
    tree = ast.parse(skidl(made).files["design.py"])
    assert {ref, pin, name} <= {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)}
    harness = yaml.safe_load(wireviz(made).files["wiring.yml"])
    assert len(harness["connectors"]) == 2 and len(harness["connections"]) >= 1
    assert {"U1", ref} == {e["name"] for e in json.loads(circuit_json(made).files["circuit.json"]) if e["type"] == "source_component"}
    told = kicad_netlist(made).files["design.net"].decode()
    assert re.sub(r'"(?:[^"\\]|\\.)*"', "", told).count("(") == re.sub(r'"(?:[^"\\]|\\.)*"', "", told).count(")")
    yaml.load(esphome(made).files["esphome.yaml"], Loader)
