"""Writes docs/rules.md from the rules themselves and their cases; `--check` only says whether it is up to date."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from ohm_core.design.finding import Finding  # noqa: E402
from ohm_core.rules.rule import Rule  # noqa: E402
from ohm_core.rules.run import rules  # noqa: E402
from tests.rules.bench import Case, cases, report  # noqa: E402
from tests.rules.corpus import alarms, corpus, measured  # noqa: E402

TARGET = ROOT / "docs" / "rules.md"
INTRO = """# The rules

What `ohm check` looks for. Written by `scripts/write_rules_doc.py` from the rules in `ohm_core/rules/` and the circuits in
`tests/rules/cases/`, which are tests at the same time; do not edit it by hand.

**error**: will not work or breaks something. **warning**: may fail, or is out of specification. **info**: better practice.
A rule that lacks a fact does not guess: it says under *not checked* which fact. Of several findings on one part or pin only the
cause is told; *gives way to* names the rules whose findings explain this one's away.

In the circuits a line is a part (`R1 220` is a resistor of 220 Ω) or wires (`U1.D13~R1.1` joins two pins); below `sketch` stands the
program. Rules named `sketch_…` compare a sketch with the wiring and run where one is given.
"""

CAUGHT = """## How much is caught

Right circuits, broken in every way that `tests/rules/faults.py` knows (drop, swap, short, reverse, wrong pin, wrong voltage, missing part), one fault at
a time. Caught means: a new error or warning names the part or the pin at fault. The right circuits are those below and an own corpus of everyday ones on
every board of the catalogue (`tests/rules/corpus/`, planned by OHM from twelve requests; `scripts/write_rule_corpus.py`). No fault is one that only a sketch
could tell: signals on pins that are free to choose, one colour of several left open. A gate's pull-down is better practice and told as info.
"""


def text() -> str:
    """The whole page."""
    known = list(cases())
    index = "\n".join(f"| [{r.id}](#{r.id}) | {r.must} |" for r in rules().values())
    pages = "\n".join(page(r, [c for c in known if c.rule == r.id]) for r in rules().values())
    return f"{INTRO}\n| rule | a right circuit |\n| --- | --- |\n{index}\n\n{caught_table(sum(c.good for c in known))}\n{pages}"


def caught_table(cases_: int) -> str:
    """Catch rates over all right circuits with every fault put in, one at a time; what is said of them unbroken."""
    found = measured()
    rows = "\n".join(f"| {r.kind} | {r.of} | {r.caught / r.of:.0%} |" for r in found)
    caught, of = sum(r.caught for r in found), sum(r.of for r in found)
    errors, warnings = alarms()
    boards = len({c.board for c in corpus()})
    return (f"{CAUGHT}\n| fault | put in | caught |\n| --- | --- | --- |\n{rows}\n| all | {of} | {caught / of:.1%} |\n\n"
            f"On the {len(corpus())} circuits of the corpus, over {boards} boards, and the {cases_} of the cases, unbroken: {errors} errors, {warnings} warnings. The planner asks these\n"
            "rules itself, so this says little of false alarms; those on other people's circuits stand in [figures.md](figures.md).\n")


def page(rule: Rule, known: list[Case]) -> str:
    lines = [f"## {rule.id}", "", rule.must, "", f"- **Why:** {rule.why}", f"- **Source:** {rule.source}"]
    if rule.explained_by:
        lines.append(f"- **Gives way to:** {', '.join(rule.explained_by)}")
    return "\n".join([*lines, "", *(line for c in known for line in shown(c))])


def shown(case: Case) -> Iterator[str]:
    """A case: its name, its circuit, and for a wrong one what is said of it."""
    yield f"**{'Right' if case.good else 'Wrong'}:** {case.name}" + ("" if case.good else f" → {case.severity}")
    yield f"\n```text\n{case.circuit.strip()}\n```\n"
    if not case.good:
        found = finding(case)
        yield f"> {found.message} *{found.remedy}*\n"


def finding(case: Case) -> Finding:
    return next(f for f in report(case.circuit).findings if f.rule == case.rule and f.severity == case.severity and case.says in f.message)


def main() -> int:
    """Writes the page, or with --check compares; 1 where it is out of date."""
    new = text()
    if "--check" in sys.argv:
        return 0 if TARGET.exists() and TARGET.read_text(encoding="utf-8") == new else 1
    TARGET.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
