"""Golden projects: words → bill, wires, firmware and pictures as reviewed; the firmware passes a scenario that a person wrote
from the words alone; broken variants do not."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ohm_core.firmware.build import build
from ohm_core.firmware.simulate import Scenario, SimulationResult, load_scenario, simulate
from tests.golden.breaking import Variant, broken, sound
from tests.golden.views import Project, made, projects, views

BOARDS = {"arduino-uno-r3": 3, "arduino-nano": 2, "esp32-devkit-v1": 3, "raspberry-pi-pico-w": 2, "wemos-d1-mini": 2}

ALL = [pytest.param(p, id=p.name) for p in projects()]
BROKEN = [pytest.param(p, how, id=f"{p.name}: {how['name']}") for p in projects() for how in p.broken]


def test_there_are_twelve_projects_on_the_five_boards() -> None:
    assert {b: sum(p.board == b for p in projects()) for b in BOARDS} == BOARDS


@pytest.mark.parametrize("project", ALL)
def test_a_project_says_what_to_expect_and_how_to_break_it(project: Project) -> None:
    expected = [s for s in load_scenario(project.scenario).steps if s.looks or s.kind == "serial"]
    assert len(expected) >= 6, f"{project.name} has {len(expected)} expectations; six are the least"
    assert len({b["name"] for b in project.broken}) == len(project.broken) >= 3


@pytest.mark.parametrize("project", ALL)
def test_views_are_as_reviewed(project: Project) -> None:
    wrong = [text for name, now in views(project).items() if (text := _difference(project.folder / name, now))]
    gone = [f"{f.name} is no longer made" for f in project.folder.iterdir() if f.is_file() and f.name not in (*views(project), "request.txt", "scenario.yaml", "broken.toml")]
    assert not wrong + gone, "\n".join([*wrong, *gone, f"\nIf it is better now: python scripts/update_golden.py {project.name}"])


def _difference(file: Path, now: str) -> str:
    """The lines that differ, at most thirty, none longer than a screen."""
    then = file.read_text("utf-8") if file.exists() else ""
    if then == now:
        return ""
    lines = [line[:160] for line in difflib.unified_diff(then.splitlines(), now.splitlines(), f"{file.parent.name}/{file.name}", "now", lineterm="", n=1)]
    return "\n".join(lines[:30] + ([f"… and {len(lines) - 30} lines more"] if len(lines) > 30 else []))


@pytest.mark.parametrize("project", ALL)
def test_the_circuit_has_no_errors_and_nothing_is_left_unserved(project: Project) -> None:
    prototype = made(project)
    assert not [f.message for f in prototype.report.findings if f.severity == "error"]
    assert not [f"{u.said}: {u.why}" for u in prototype.design.unserved]


@pytest.mark.parametrize("project", ALL)
def test_the_firmware_builds(project: Project, tmp_path: Path) -> None:
    result = build(_written(sound(made(project)), tmp_path))
    assert result.ok, "\n".join(map(str, result.messages))


@pytest.mark.parametrize("project", ALL)
def test_the_firmware_passes_the_scenario(project: Project, tmp_path: Path) -> None:
    result = _run(sound(made(project)), load_scenario(project.scenario), tmp_path)
    assert result.passed, f"{_failures(result)}\n{result.serial[-400:]}\n{result.ended}"
    assert not [n.text for n in result.notes], "the simulator noticed something that would do harm"
    assert not result.not_simulated


@pytest.mark.parametrize(("project", "how"), BROKEN)
def test_a_broken_variant_fails_the_scenario(project: Project, how: Mapping[str, Any], tmp_path: Path) -> None:
    result = _run(broken(made(project), how), _impatient(load_scenario(project.scenario)), tmp_path)
    assert not result.passed, f"{project.name} passes although {how['name']}"


def test_a_variant_that_changes_nothing_is_refused() -> None:
    for how in ({"swap": ["U1.D13", "U1.D12"]}, {"cut": "U1.D13"}, {"without": "Z9"}, {"drop_action": "Z9 on"}, {"firmware": {"file": "config.h", "find": "no such line", "put": ""}}):
        with pytest.raises(ValueError):
            broken(made(next(p for p in projects() if p.board == "arduino-uno-r3")), {"name": "nothing", **how})


def _written(variant: Variant, folder: Path) -> Path:
    for file in variant.firmware:
        target = folder / "firmware" / file.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(file.content, "utf-8")
    return folder / "firmware"


def _run(variant: Variant, scenario: Scenario, folder: Path) -> SimulationResult:
    return simulate(variant.circuit, _written(variant, folder), scenario)


def _impatient(scenario: Scenario) -> Scenario:
    """The same scenario, over at the first thing that is wrong: a look becomes a wait of a millisecond, and a failed wait ends the run."""
    return replace(scenario, steps=tuple(replace(s, kind="wait", seconds=0.001) if s.kind == "expect" else s for s in scenario.steps))


def _failures(result: SimulationResult) -> str:
    return "\n".join(f"{s.time_s:.3f} s  {s.step}: expected {s.expected}, saw {s.seen}" for s in result.steps if not s.passed and not s.seen.startswith("not reached"))


