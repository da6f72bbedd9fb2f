"""Tries changes on a circuit until the rules are content with one finding less."""

from __future__ import annotations

from dataclasses import dataclass

from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.circuit.circuit import Circuit, resolve
from ohm_core.design.finding import Finding, Report
from ohm_core.design.values import Design
from ohm_core.errors import BadInput
from ohm_core.firmware.reading.facts import SketchFacts
from ohm_core.mend.tries import tries
from ohm_core.rules import check
from ohm_core.rules.rule import Scene

MOST_TRIES = 200  # checks of one call: about a second on a common circuit


@dataclass(frozen=True)
class Mended:
    """A change that mends a finding: what to do, the design after it, and what the rules still say of that."""

    said: str
    design: Design
    report: Report

    def left(self) -> int:
        """Errors and warnings that remain."""
        return _grave(self.report)


def mend(design: Design, finding: Finding, catalogue: Catalogue, sketch: SketchFacts | None = None, most: int = 3) -> tuple[Mended, ...]:
    """At most MOST single changes after which FINDING is gone and no other error or warning has come, best first.

    Empty where no single change does: then only the finding's own remedy, in words, helps.
    """
    circuit = resolve(design, catalogue)
    before = check(circuit, sketch)
    known, speaking = {(f.rule, f.severity, s) for f in before.findings for s in f.subjects}, _speaking(circuit)
    supplies = [p for p in catalogue.parts() if p.category.startswith("power:") and "battery" not in p.category and p.rail and not p.supply]
    found: list[Mended] = []
    for n, edit in enumerate(tries(circuit, finding, supplies, sketch)):
        if n >= MOST_TRIES or len(found) >= 3 * most:
            break
        try:
            after = _tidied(circuit, edit.make(design))
            mended = resolve(after, catalogue)
            report = check(mended, sketch)
        except BadInput:
            continue
        came = [f for f in report.findings if f.severity != "info" and _key(f) not in known]
        if not came and speaking <= _speaking(mended) and _weight(report) < _weight(before) and not any(_key(f) == _key(finding) for f in report.findings):
            found.append(Mended(edit.said, after, report))
    return tuple(sorted(found, key=lambda m: _weight(m.report))[:most])


def _tidied(before: Circuit, after: Design) -> Design:
    """The design without the resistors and other two-legged passives that the change left hanging by one leg."""
    for ref, use in after.parts.items():
        if ref in before.parts and before.parts[ref].part.category.startswith("passive:") and len(before.parts[ref].part.pin) == 2:
            legs = {p.pin for w in after.connections for p in w if p.ref == ref}
            was = {p.pin for w in before.design.connections for p in w if p.ref == ref}
            if len(legs) < 2 == len(was) and use is before.design.parts[ref]:
                rest = tuple(w for w in after.connections if all(p.ref != ref for p in w))
                return _tidied(before, after.with_(parts={r: u for r, u in after.parts.items() if r != ref}, connections=rest))
    return after


def _speaking(circuit: Circuit) -> set[tuple[str, str]]:
    """Part pins that reach a pin of the board, loads and switches as whole parts: a repair takes nothing away from the program."""
    reached = [(item, pin) for item, pin, _ in Scene(circuit).signals if pin.connect not in ("tie.ground", "tie.supply")]
    return {(item.ref, "" if pin.connect == "load" or item.part.switch else pin.name) for item, pin in reached}


def _grave(report: Report) -> int:
    return sum(f.severity != "info" for f in report.findings)


def _weight(report: Report) -> tuple[int, int]:
    """What is wrong, in findings and in the things they name: a finding may speak of several parts."""
    return _grave(report), sum(len(f.subjects) for f in report.findings if f.severity != "info")


def _key(finding: Finding) -> tuple[str, str, str]:
    """What makes two findings the same: the rule, how grave, the first thing it is about."""
    return finding.rule, finding.severity, finding.subjects[0] if finding.subjects else ""
