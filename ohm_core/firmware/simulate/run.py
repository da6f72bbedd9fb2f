"""The front door: circuit + firmware + scenario → what happened. Chooses the processor, compiles where needed, runs Node, reads its answer."""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

from ohm_core import jobs
from ohm_core.circuit.circuit import Circuit
from ohm_core.errors import BadInput, Bug, Missing
from ohm_core.firmware.simulate.check import steps_for
from ohm_core.firmware.simulate.facts import Json
from ohm_core.firmware.simulate.native import set_up
from ohm_core.firmware.simulate.program import Program, find_program
from ohm_core.firmware.simulate.result import Frame, Note, SimulationResult, StepResult
from ohm_core.firmware.simulate.scenario import Scenario
from ohm_core.firmware.simulate.tools import fences, node, node_modules
from ohm_core.firmware.simulate.world import World, build_world

RUNNER = Path(__file__).parent / "js" / "runner.mjs"
MEMORY_MB = 512
BASE_WALL_S = 20.0
WALL_PER_SIMULATED = 1.5  # avr8js needs 0.2 to 0.4 s for a simulated second on two slow cores
SIMULATED_LIMIT_S = 24 * 3600.0
PACKAGES = {"avr": "avr8js", "python": "@micropython/micropython-webassembly-pyscript"}
METHODS = {"avr": "avr8js, the processor instruction by instruction", "python": "MicroPython's WebAssembly build, timing of the API",
           "host": "host-run C++, timing of the API, not of the chip"}


def simulate(circuit: Circuit, sketch: Path, scenario: Scenario, *, libraries: Path | None = None, realtime: bool = False,
             wall_limit_s: float | None = None) -> SimulationResult:
    """Runs the firmware SKETCH (.ino, .hex, main.py or its folder) in the circuit through the scenario's steps.

    `realtime` lets simulated seconds take wall seconds; `wall_limit_s` ends a run that takes longer (default: by its length).
    Raises BadInput for a scenario or sketch that cannot be used, Missing where a tool is not there or the board's
    firmware has no offline simulator.
    """
    steps = steps_for(circuit, scenario)
    world = build_world(circuit)
    program = find_program(circuit, sketch, libraries)
    planned = sum(step.seconds for step in scenario.steps)
    wall = wall_limit_s if wall_limit_s is not None else BASE_WALL_S + (2.0 if realtime else WALL_PER_SIMULATED) * planned
    if world.power.why_not:
        return _dead(scenario, world, world.power.why_not)
    job = {**world.job, "steps": steps, "realtime": realtime, "limits": {"wall_s": wall, "simulated_s": min(SIMULATED_LIMIT_S, planned + 5.0)}}
    return replace(_read(_run(job, program, wall), scenario, world, wall, METHODS[program.kind]), memory=program.memory)


def _run(job: Json, program: Program, wall: float) -> jobs.Done:
    """The runner's end. It may read the simulator's code and what it runs with, and write nothing but the pipe to a host-run program."""
    with tempfile.TemporaryDirectory(prefix="ohm-simulate-") as name:
        folder, tool, js = Path(name).resolve(), node(), RUNNER.resolve().parent
        before: list[str | Path] = []
        job, readable, writable = {**job, "kind": program.kind}, [js], []
        if program.kind == "host":
            before = set_up(folder, program.binary, job["board"]["family"], wall)
            job["pipes"] = {name: str(folder / name) for name in ("to", "from")}
            readable, writable = [js, folder], [folder / "to"]
        else:
            job["node_modules"] = str(node_modules(PACKAGES[program.kind]))
            job |= {"hex": program.hex} if program.kind == "avr" else {"files": program.files, "main": program.main}
            readable = [js, Path(job["node_modules"])]
        command = [*before, tool, f"--max-old-space-size={MEMORY_MB}", *fences(tool, readable, writable), js / RUNNER.name]
        limits = jobs.Limits(seconds=wall + 15.0, memory_mb=None, output_bytes=20_000_000)
        return jobs.run(command, folder, limits, stdin=json.dumps(job).encode())


def _read(done: jobs.Done, scenario: Scenario, world: World, wall: float, method: str) -> SimulationResult:
    """The runner's answer; where it was stopped or fell over, what it had reported by then."""
    lines = done.out.strip().splitlines()
    if done.ok and lines:
        return _result(json.loads(lines[-1]), scenario, world, wall, method)
    if not done.why and "heap out of memory" not in done.err:
        raise Bug(f"The simulator stopped with code {done.code}: {_last_words(done.err)}", "simulate")
    why = "memory" if not done.why else "stuck"
    reported = [json.loads(line)["step"] for line in done.err.splitlines() if line.startswith('{"step"')]
    answer = {"why": why, "steps": reported, "serial": "", "seconds_simulated": reported[-1]["time_s"] if reported else 0.0, "seconds_wall": done.seconds}
    return _result(answer, scenario, world, wall, method)


def _last_words(text: str) -> str:
    lines = [line for line in text.strip().splitlines() if line and not line.startswith(('{"step"', "    at "))]
    return next((line for line in lines if "Error" in line), lines[-1] if lines else "it said nothing")[:300]


def _result(answer: Json, scenario: Scenario, world: World, wall: float, method: str) -> SimulationResult:
    by_index = {s["index"]: s for s in answer["steps"]}
    steps = tuple(_step_result(scenario, i, by_index.get(i), answer, wall) for i in range(len(scenario.steps)))
    frames = tuple(Frame(f["ref"], f["time_s"], f["kind"], {k: v for k, v in f.items() if k not in ("ref", "time_s", "kind")}) for f in answer.get("frames", []))
    notes = tuple(Note(n["kind"], n["subject"], n["text"], n["time_s"]) for n in answer.get("notes", []))
    return SimulationResult(all(s.passed for s in steps), steps, answer["serial"], answer["seconds_simulated"], answer["seconds_wall"], frames, notes,
                            world.not_simulated, _ending(answer, wall), method)


def _step_result(scenario: Scenario, index: int, found: Json | None, answer: Json, wall: float) -> StepResult:
    step = scenario.steps[index]
    expected = step.text if step.kind == "serial" else ", ".join(look.expected() for look in step.looks)
    if found is None:
        before = any(not s["passed"] for s in answer["steps"])
        why = "not reached: an earlier wait failed" if before and answer["why"] == "done" else f"not reached: {_ending(answer, wall) or 'the run ended'}"
        return StepResult(step.said, False, expected, why, round(answer["seconds_simulated"], 6))
    return StepResult(step.said, bool(found["passed"]), expected, str(found["seen"]), round(found["time_s"], 6))


def _ending(answer: Json, wall: float) -> str:
    """Why the run ended before the scenario did, in words; "" when it did not."""
    why = str(answer["why"])
    words = {"done": "", "wall": f"the simulation took longer than {wall:g} s and was stopped",
             "simulated": "the simulated time ran out", "memory": "the firmware's simulation used up its memory",
             "stuck": "the firmware hung in a loop that never waits, and was stopped"}
    if why.startswith("crash: "):
        return f"the firmware fell: {why.removeprefix('crash: ')}; the board would start again and again"
    return words.get(why, why)


def _dead(scenario: Scenario, world: World, why: str) -> SimulationResult:
    """A board without power runs nothing: every step fails, with the reason."""
    steps = tuple(StepResult(s.said, False, s.text or ", ".join(x.expected() for x in s.looks), why, 0.0) for s in scenario.steps)
    return SimulationResult(False, steps, "", 0.0, 0.0, (), (Note("power", "board", why),), world.not_simulated, why)


__all__ = ["BadInput", "Missing", "simulate"]
