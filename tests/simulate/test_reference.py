"""The table of models, its documentation and the models themselves agree."""

import re
from pathlib import Path

import yaml

import ohm_core.firmware.simulate as room
from ohm_core.catalogue.catalogue import load
from ohm_core.firmware.simulate import parse_scenario
from ohm_core.firmware.simulate.models import BOARD, model_of, models
from ohm_core.firmware.simulate.reference import DOCUMENT, written
from ohm_core.firmware.simulate.world import build_world
from tests.simulate.bench import circuit

JS = Path(room.__file__).parent / "js" / "devices"


def test_the_document_shows_the_models_as_they_are() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert written(text) == text, "run python -m ohm_core.firmware.simulate.reference"


def test_the_scenario_in_the_document_is_one() -> None:
    example = re.search(r"```yaml\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.S)
    assert example and len(parse_scenario(example[1]).steps) == len(yaml.safe_load(example[1])["steps"])


def test_every_model_has_its_function() -> None:
    functions = {f for file in JS.glob("*.mjs") for f in re.findall(r"^export function (\w+)", file.read_text(), re.M)}
    assert {m.js for m in models() if m is not BOARD} <= functions


def test_every_control_and_observable_of_the_table_stands_in_the_models() -> None:
    source = "\n".join(file.read_text() for file in JS.glob("*.mjs"))
    for model in models():
        for name in (*model.controls, *model.observables):
            if model is not BOARD and re.fullmatch(r"\w+", name):
                assert re.search(rf"['`]{re.escape(name)}['`]|control\(name|observe\(l\.name|control\(`", source), (model.says, name)


def test_every_part_of_the_catalogue_finds_its_pins() -> None:
    without = []
    for part in load().parts():
        if part.board is None and model_of(part) and build_world(circuit({"X1": part.id}, [])).not_simulated:
            without.append(part.id)
    assert not without
