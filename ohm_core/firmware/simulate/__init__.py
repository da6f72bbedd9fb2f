"""Runs compiled firmware against the virtual circuit. Holds scenarios, the electrical job and the door to Node; the processors,
the circuit solver and the device models are JavaScript in js/. It does not write firmware and does not compile it."""

from ohm_core.firmware.simulate.result import SimulationResult, StepResult
from ohm_core.firmware.simulate.run import simulate
from ohm_core.firmware.simulate.scenario import Scenario, load_scenario, parse_scenario

__all__ = ["Scenario", "SimulationResult", "StepResult", "load_scenario", "parse_scenario", "simulate"]
