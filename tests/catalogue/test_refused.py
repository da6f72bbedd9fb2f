"""A wrong file is refused in one sentence: which file, which field, why."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from ohm_core.catalogue.catalogue import load
from ohm_core.catalogue.load import read_part
from ohm_core.errors import BadInput

GOOD = """
id = "thing"
name = "A thing"
category = "sensor:thing"

[source.ds]
title = "Thing data sheet"

[[pin]]
name = "VCC"
type = "power_in"
connect = "supply"

[[pin]]
name = "OUT"
type = "output"
connect = "digital.in"
domain = "VCC"

[[pin]]
name = "GND"
type = "power_in"
connect = "ground"

[[supply]]
pin = "VCC"
v = { min = 3.0, max = 5.0, doc = "ds", at = "p. 1", quote = "3-5 V" }

[[provides]]
role = "sense"
concept = "light"
reading = "light_pct"

[readings.light_pct]
unit = "%"

[mechanics]
mount = "plugged"
rows = [["VCC", "OUT", "GND"]]
"""


def refusal(folder: Path, text: str) -> str:
    """What read_part says of this text in a file thing.toml."""
    path = folder / "thing.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        read_part(path)
    return str(refused.value)


def test_the_pattern_these_cases_spoil_is_good(tmp_path: Path) -> None:
    (tmp_path / "thing.toml").write_text(GOOD, encoding="utf-8")
    part, variants = read_part(tmp_path / "thing.toml")
    assert part.id == "thing" and variants == {}


WRONG = {
    "a key that nothing means": ('connect = "ground"', 'connect = "ground"\ncolour = "black"', ["pin.2.colour", "unexpected"]),
    "a pin type that does not exist": ('type = "output"', 'type = "outputs"', ["pin.1.type", "outputs"]),
    "a connection that does not exist": ('connect = "digital.in"', 'connect = "digital"', ["pin.1.connect", "digital"]),
    "text where a number belongs": ("min = 3.0", 'min = "three"', ["supply.0.v.min", "three"]),
    "a document that is not listed": ('doc = "ds"', 'doc = "book"', ["supply[0].v", "source.book"]),
    "a fact without document or basis": (', doc = "ds", at = "p. 1", quote = "3-5 V"', "", ["supply[0].v", "estimate"]),
    "a fact without a number": ('min = 3.0, max = 5.0, doc', "doc", ["supply[0].v", "min, typ or max"]),
    "a quote of more than fifteen words": ('"3-5 V"', '"' + "volts " * 16 + '"', ["supply[0].v", "15 words"]),
    "a supply at a pin that is not there": ('pin = "VCC"', 'pin = "VDD"', ["supply", "VDD"]),
    "a row with a pin that is not there": ('"OUT", "GND"]]', '"OUT", "GND", "NC"]]', ["mechanics.rows", "NC"]),
    "a domain that is not there": ('domain = "VCC"', 'domain = "VIO"', ["OUT", "domain", "VIO"]),
    "a pin that stands twice": ('name = "GND"', 'name = "OUT"', ["OUT", "twice"]),
    "an alias that means another pin": ('name = "GND"', 'name = "GND"\naliases = ["out"]', ["out", "already means OUT"]),
    "a category of no group": ('category = "sensor:thing"', 'category = "gadget:thing"', ["category", "gadget:thing", "sensor"]),
    "an id with capitals": ('id = "thing"', 'id = "Thing"', ["id", "Thing", "lower-case"]),
    "a role that does not exist": ('role = "sense"', 'role = "feel"', ["provides", "feel", "sense"]),
    "a reading that firmware does not offer": ('reading = "light_pct"', 'reading = "light_lux"', ["provides", "light_lux"]),
    "TOML that breaks off": ("[mechanics]", "[mechanics", ["not valid TOML", "line"]),
    "no name": ('name = "A thing"\n', "", ["name", "required"]),
}


@pytest.mark.parametrize("case", WRONG, ids=str)
def test_refuses(case: str, tmp_path: Path) -> None:
    good, bad, expected = WRONG[case]
    assert GOOD.count(good) >= 1
    said = refusal(tmp_path, GOOD.replace(good, bad, 1))
    assert said.startswith("thing.toml") and "\n" not in said
    for word in expected:
        assert word.lower() in said.lower(), said


def test_refuses_bytes_that_are_no_text(tmp_path: Path) -> None:
    path = tmp_path / "thing.toml"
    path.write_bytes(b"\xff\xfe\x00id")
    with pytest.raises(BadInput, match=r"thing\.toml is not valid TOML"):
        read_part(path)


def test_refuses_a_variant_without_id(tmp_path: Path) -> None:
    assert "id" in refusal(tmp_path, GOOD + '\n[[variants]]\nname = "Another"\nrecognise = "blue"\n')


def test_unknown_stands_for_a_fact_that_nobody_found(tmp_path: Path) -> None:
    (tmp_path / "thing.toml").write_text(GOOD.replace('v = { min = 3.0, max = 5.0, doc = "ds", at = "p. 1", quote = "3-5 V" }', 'v = "unknown"'), encoding="utf-8")
    supply = read_part(tmp_path / "thing.toml")[0].supply[0]
    assert supply.v and supply.v.unknown and supply.v.any() is None


def test_a_variant_changes_only_what_it_names(tmp_path: Path) -> None:
    more = '\n[[variants]]\nid = "old"\nname = "Old"\nrecognise = "green"\ndefault = true\n' \
           '[[variants]]\nid = "new"\nname = "New"\nrecognise = "blue"\n[[variants.set.pin]]\nname = "OUT"\ncaution = "3.3 V"\n'
    (tmp_path / "thing.toml").write_text(GOOD + more, encoding="utf-8")
    part, variants = read_part(tmp_path / "thing.toml")
    assert part.variant == "old" and set(variants) == {"old", "new"}
    out = variants["new"].pin[1]
    assert (out.name, out.caution, out.connect) == ("OUT", "3.3 V", "digital.in") and part.pin[1].caution == ""


def test_loading_a_folder_with_one_wrong_file_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OHM_HOME", str(tmp_path / "home"))
    for sub in ("boards", "parts"):
        (tmp_path / sub).mkdir()
    (tmp_path / "parts" / "thing.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "parts" / "other.toml").write_text(GOOD.replace('category = "sensor:thing"', 'category = "nothing"'), encoding="utf-8")
    with pytest.raises(BadInput, match=r"other\.toml: category"):
        load(tmp_path)


def test_the_command_names_every_wrong_file_and_ends_with_1(tmp_path: Path) -> None:
    (tmp_path / "thing.toml").write_text(GOOD.replace("sensor:thing", "gadget:thing"), encoding="utf-8")
    (tmp_path / "other.toml").write_text(GOOD, encoding="utf-8")
    run = subprocess.run([sys.executable, "-m", "ohm_core.catalogue", str(tmp_path / "thing.toml"), str(tmp_path / "other.toml")], capture_output=True, text=True, check=False)
    assert run.returncode == 1 and "Traceback" not in run.stderr
    assert "thing.toml: category" in run.stdout and "must be the file's name" in run.stdout and "2 files, 2 wrong" in run.stdout
