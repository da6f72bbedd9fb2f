"""All rules over one circuit, and of their findings the causes, not the symptoms."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

from ohm_core.circuit.circuit import Circuit
from ohm_core.design.finding import RANK, Finding, NotChecked, Report
from ohm_core.firmware.reading.facts import SketchFacts
from ohm_core.rules.rule import Rule, Scene, listed

NAMES = (
    "short_circuit", "reversed_supply", "supply_range", "unpowered", "missing_ground", "supplies_joined", "rail_current", "regulator", "lithium", "supply_resistor", "supply_from_pin",
    "level_too_high", "level_too_low", "outputs_together", "pin_used_twice", "pin_cannot", "input_only", "adc_with_wifi", "strapping", "flash_pin", "usb_serial_pin", "onboard_led",
    "led_resistor", "pin_current", "driver_needed", "load_voltage", "flyback", "switch_reversed", "switch_drive", "switch_rating", "polarity", "capacitor_rating",
    "floating_input", "floating_gate", "pulls_fight", "unconnected_pin", "bridged_part", "decoupling", "split_rail", "gutter", "under_module", "timer_conflict", "boot_glitch",
    "i2c_address", "i2c_pull_ups", "i2c_swapped", "one_wire_pull_up", "divider_missing", "analog_range", "chip_select", "spi_release", "uart_crossed", "high_voltage",
    "sketch_pin_open", "sketch_pin_unused", "sketch_pin_mode", "sketch_pin_cannot", "sketch_address", "sketch_bus",
)
RULES: dict[str, Rule] = {}


def rules() -> dict[str, Rule]:
    """Every rule by id, in the order they run."""
    if not RULES:
        for name in NAMES:
            rule: Rule = import_module(f"ohm_core.rules.{name}").RULE
            RULES[rule.id] = rule
    return RULES


def check(circuit: Circuit, sketch: SketchFacts | None = None) -> Report:
    """What all rules find, worst first; the rules that ran; what they could not judge. With a SKETCH also firmware against wiring."""
    scene = Scene(circuit, sketch)
    running = {name: rule for name, rule in rules().items() if sketch is not None or not rule.of_sketch}
    found: list[Finding] = []
    blind = [NotChecked("all", f"{i.ref}: {i.part.name} is not in the catalogue; only its wiring was looked at") for i in circuit.parts.values() if not i.known]
    blind += [NotChecked("sketch", why) for why in (sketch.unread if sketch else ())]
    for rule in running.values():
        for verdict in rule.judge(scene, rule):
            if isinstance(verdict, Finding):
                found.append(verdict)
            else:
                blind.append(verdict)
    causes = _likewise(_causes(list(dict.fromkeys(found)), circuit.board), circuit)
    return Report(tuple(sorted(causes, key=lambda f: RANK[f.severity])), tuple(running), tuple(dict.fromkeys(blind)))


def _causes(findings: list[Finding], board: str) -> list[Finding]:
    """Findings that no other, at least as grave, explains. Two are about one thing when they share a part, or a pin of the board."""
    gravest: dict[tuple[str, str], int] = {}
    for finding in findings:
        for thing in _things(finding, board) if finding.severity != "info" else ():
            key = (finding.rule, thing)
            gravest[key] = min(RANK[finding.severity], gravest.get(key, 9))
    return [f for f in findings if not any(gravest.get((cause, thing), 9) <= RANK[f.severity] for thing in _things(f, board)[:1] for cause in rules()[f.rule].explained_by)]


def _likewise(findings: list[Finding], circuit: Circuit) -> list[Finding]:
    """Findings that say the same of several pins, or of several parts of one kind, told once: the others are named after the first."""
    groups: dict[tuple[str, ...], list[Finding]] = {}
    for f in findings:
        about = next((t for t in _things(f, circuit.board) if not t.startswith(f"{circuit.board}.")), f.subjects[0] if f.subjects else "")
        kind = circuit.parts[about].part if about in circuit.parts and circuit.parts[about].known else None
        groups.setdefault((f.rule, f.severity, f.why, f.source, f"{kind.id} {kind.variant}" if kind else about, _shape(f)), []).append(f)
    return [_merged(same) for same in groups.values()]


def _shape(finding: Finding) -> str:
    """The remedy without the names of pins and parts: what remains is what has to be done."""
    refs = {s.split(".", 1)[0] for s in finding.subjects}
    return " ".join(w for w in finding.remedy.split() if "." not in w.rstrip(".") and w.strip(".,;:") not in refs)


def _merged(same: list[Finding]) -> Finding:
    first = same[0]
    more = [s for s in dict.fromkeys(f.subjects[0] for f in same[1:] if f.subjects) if s != first.subjects[0]]
    if not more:
        return first
    subjects = tuple(dict.fromkeys(s for f in same for s in f.subjects))
    return replace(first, subjects=subjects, message=f"{first.message} Likewise {listed(more, 8)}.")


def _things(finding: Finding, board: str) -> list[str]:
    """What a finding is about, first things first: references, and of the board its pins."""
    return list(dict.fromkeys(s if s.split(".", 1)[0] == board else s.split(".", 1)[0] for s in finding.subjects))
