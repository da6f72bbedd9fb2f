"""All rules over one circuit."""

from __future__ import annotations

from importlib import import_module

from ohm_core.circuit.circuit import Circuit
from ohm_core.design.finding import RANK, Finding, NotChecked, Report
from ohm_core.rules.rule import Rule, Scene

NAMES = (
    "short_circuit", "supply_range", "unpowered", "missing_ground", "reversed_supply", "supplies_joined", "rail_current",
    "level_too_high", "level_too_low", "outputs_together", "pin_used_twice", "pin_cannot", "input_only", "adc_with_wifi", "strapping", "flash_pin", "usb_serial_pin",
    "led_resistor", "pin_current", "driver_needed", "flyback", "switch_drive", "polarity", "floating_input", "floating_gate", "unconnected_pin",
    "i2c_address", "i2c_pull_ups", "i2c_swapped", "one_wire_pull_up", "divider_missing", "chip_select",
)
RULES: dict[str, Rule] = {}


def rules() -> dict[str, Rule]:
    """Every rule by id, in the order they run."""
    if not RULES:
        for name in NAMES:
            rule = import_module(f"ohm_core.rules.{name}").RULE
            RULES[rule.id] = rule
    return RULES


def check(circuit: Circuit) -> Report:
    """What all rules find, worst first; the rules that ran; what they could not judge."""
    scene = Scene(circuit)
    found: list[Finding] = []
    blind = [NotChecked("all", f"{i.ref}: {i.part.name} is not in the catalogue; only its wiring was looked at") for i in circuit.parts.values() if not i.known]
    for rule in rules().values():
        for verdict in rule.judge(scene, rule):
            if isinstance(verdict, Finding):
                found.append(verdict)
            else:
                blind.append(verdict)
    unique = list(dict.fromkeys(found))
    return Report(tuple(sorted(_causes(unique), key=lambda f: RANK[f.severity])), tuple(rules()), tuple(dict.fromkeys(blind)))


# A cause and the findings it explains away on the same part: name the cause once, not its symptoms.
EXPLAINS = {
    "reversed_supply": ("supply_range", "unpowered", "missing_ground", "short_circuit", "level_too_high", "level_too_low"),
    "short_circuit": ("supply_range", "unpowered", "missing_ground", "rail_current", "supplies_joined"),
    "unpowered": ("level_too_high", "level_too_low", "supply_range"),
    "supply_range": ("level_too_high", "level_too_low"),
    "driver_needed": ("pin_current", "flyback"),
    "led_resistor": ("pin_current",),
    "input_only": ("pin_cannot", "pin_current"),
    "flash_pin": ("strapping", "pin_cannot"),
    "level_too_high": ("i2c_pull_ups",),
}


def _causes(findings: list[Finding]) -> list[Finding]:
    refs = {f: {s.split(".")[0] for s in f.subjects} for f in findings}
    hidden = set()
    for cause in findings:
        for other in findings:
            first = other.subjects[0].split(".")[0] if other.subjects else ""
            if other.rule in EXPLAINS.get(cause.rule, ()) and first in refs[cause]:
                hidden.add(other)
    return [f for f in findings if f not in hidden]
