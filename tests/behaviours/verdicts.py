"""Whether a mutant is killed: its program run through the case's scenario, to the first thing that is wrong."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Literal

from ohm_core.errors import BadInput
from ohm_core.firmware.simulate import Scenario, simulate
from tests.behaviours.case import Case, files_of, wired, written
from tests.behaviours.cases import CASES
from tests.behaviours.mutants import Mutant

Verdict = Literal["killed", "survived", "does not compile"]
BY_NAME: dict[str, Case] = {c.name: c for c in CASES}


def verdict(mutant: Mutant) -> Verdict:
    """What becomes of the mutant."""
    case = BY_NAME[mutant.case]
    with tempfile.TemporaryDirectory(prefix="ohm-mutant-") as name:
        try:
            result = simulate(wired(case, mutant.way), written(files_of(case, mutant.way) | dict(mutant.files), Path(name)), impatient(case.scenario))
        except BadInput as reason:
            assert reason.code == "compile", reason
            return "does not compile"
    return "survived" if result.passed else "killed"


def impatient(scenario: Scenario) -> Scenario:
    """The same scenario, over at the first thing that is wrong: a look becomes a wait of a microsecond, and a failed wait ends the run."""
    return replace(scenario, steps=tuple(replace(s, kind="wait", seconds=1e-6) if s.kind == "expect" else s for s in scenario.steps))


def digest(mutant: Mutant) -> str:
    """What a verdict depends on: the program, the circuit and the scenario."""
    case = BY_NAME[mutant.case]
    files = files_of(case, mutant.way) | dict(mutant.files)
    return hashlib.sha256(repr((sorted(files.items()), case.parts, case.wires, case.steps)).encode()).hexdigest()[:20]
