"""Each scenario can fail: a sample of the firmware's mutants is run here and must be killed; every form of a behaviour has a killed mutant at
the place that carries it (proofs.json, written by scripts/mutate_firmware.py, which runs them all)."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from tests.behaviours.case import Case, Way
from tests.behaviours.cases import CASES
from tests.behaviours.forms import all_forms
from tests.behaviours.mutants import mutants
from tests.behaviours.tally import PROOFS, excuses, reason
from tests.behaviours.verdicts import verdict

needs_avr = pytest.mark.skipif(shutil.which("avr-g++") is None, reason="needs gcc-avr and arduino-core-avr (apt)")
SHARES = 12  # tests that the cases are divided among, so that workers share them
EVERY_AVR = 5  # compiling costs; the other cases are sampled in MicroPython


@pytest.mark.parametrize("share", range(SHARES))
def test_a_mutant_of_each_scenario_is_killed_in_micropython(share: int) -> None:
    for case in CASES[share::SHARES]:
        if "python" in case.ways:
            dies(case, "python")


@needs_avr
@pytest.mark.parametrize("share", range(SHARES))
def test_a_mutant_of_some_scenarios_is_killed_on_the_chip(share: int) -> None:
    for case in [c for c in CASES if "avr" in c.ways][::EVERY_AVR][share::SHARES]:
        dies(case, "avr")


def dies(case: Case, way: Way) -> None:
    """One mutant of the case, the first by its rank that serves a behaviour and is not excused, must be killed."""
    mutant = min((m for m in mutants(case, way) if m.places and not reason(m)), key=lambda m: m.rank)
    assert verdict(mutant) == "killed", f"the scenario is too weak, or the mutant equivalent (then say why in equivalent.toml): {mutant.name}"


def test_every_form_has_a_mutant_that_was_killed_and_is_still_made() -> None:
    proofs: dict[str, list[str]] = json.loads(PROOFS.read_text("utf-8"))
    made = {m.name for case in CASES for way in case.ways for m in mutants(case, way)}
    without = sorted(form for form in all_forms() if not set(proofs.get(form, ())) & made)
    assert not without, f"run scripts/mutate_firmware.py --write; no mutant proves: {', '.join(without)}"
    stale = [e.matches for e in excuses() if not any(re.search(e.matches, name) for name in made)]
    assert not stale, f"excuses for mutants that are no longer made: {stale}"
