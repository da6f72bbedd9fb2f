"""Each behaviour does what its words say: on the AVR simulator in C++, and in MicroPython."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from ohm_core.firmware.simulate import simulate
from tests.behaviours.case import WAYS, Case, Way, files_of, wired, written
from tests.behaviours.cases import CASES

needs_avr = pytest.mark.skipif(shutil.which("avr-g++") is None, reason="needs gcc-avr and arduino-core-avr (apt)")
ALL = [pytest.param(c, w, id=f"{w}: {c.name}", marks=needs_avr if w == "avr" else ()) for c in CASES for w in WAYS if w in c.ways]


@pytest.mark.parametrize(("case", "way"), ALL)
def test_the_firmware_does_what_the_words_say(case: Case, way: Way, tmp_path: Path) -> None:
    result = simulate(wired(case, way), written(files_of(case, way), tmp_path), case.scenario)
    failed = [f"{s.time_s:.3f} s  {s.step}: expected {s.expected}, saw {s.seen}" for s in result.steps if not s.passed]
    assert result.passed, "\n".join([*failed[:5], result.serial[-300:], result.ended])
    assert not result.not_simulated
