"""What came of the mutants: a table by form of behaviour, the survivors that nobody has explained, and the proof of each form."""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.behaviours.case import LANGUAGES, WAYS, wired
from tests.behaviours.cases import CASES
from tests.behaviours.forms import FormsOf, Place
from tests.behaviours.mutants import Mutant

HERE = Path(__file__).parent
PROOFS = HERE / "proofs.json"
GROUPS = ("conditions on readings", "events and times", "actions of parts", "values and arguments", "time, turns and steps", "the run of the program")


@dataclass(frozen=True)
class Judged:
    mutant: Mutant
    verdict: str

    @property
    def fate(self) -> str:
        """killed, explained (with a reason in equivalent.toml) or survived."""
        return "explained" if self.verdict == "survived" and reason(self.mutant) else self.verdict


@dataclass(frozen=True)
class Excuse:
    """Mutants whose name matches cannot be told from the right program, because …"""

    matches: str
    because: str


@cache
def excuses() -> tuple[Excuse, ...]:
    body = tomllib.loads((HERE / "equivalent.toml").read_text("utf-8"))
    return tuple(Excuse(e["matches"], e["because"]) for e in body.get("equivalent", ()))


def reason(mutant: Mutant) -> str:
    """Why the mutant is equivalent; "" where nobody has said so."""
    return next((e.because for e in excuses() if re.search(e.matches, mutant.name)), "")


def survivors(judged: Iterable[Judged]) -> list[Judged]:
    return [j for j in judged if j.fate not in ("killed", "explained")]


def group(mutant: Mutant) -> str:
    """Which of the groups of the published table a mutant belongs to."""
    aspects = {a for _, a in mutant.places}
    if aspects & {"turns", "steps", "for_s", "lasts"} and mutant.kind != "another text":
        return "time, turns and steps"
    if any(a.startswith("argument") for a in aspects) and not any(a.startswith("do ") for a in aspects):
        return "values and arguments"
    if any(a.startswith("do ") for a in aspects) or aspects == {"else"}:
        return "actions of parts"
    if aspects & {"limit", "band", "silent", "joined"} and "event" not in mutant.kind:
        return "conditions on readings"
    return "events and times" if aspects else "the run of the program"


def table(judged: list[Judged]) -> str:
    """Made, killed and explained by group and way, as Markdown."""
    rows = ["| what is changed | C++ on the Uno: made | killed | explained | MicroPython: made | killed | explained |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for name in (*GROUPS, "all"):
        cells = []
        for way in WAYS:
            mine = [j for j in judged if j.mutant.way == way and (name == "all" or group(j.mutant) == name)]
            cells += [str(len(mine)), str(sum(j.fate == "killed" for j in mine)), str(sum(j.fate == "explained" for j in mine))]
        rows.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(rows)


def proofs(judged: list[Judged]) -> dict[str, list[str]]:
    """For each form the names of killed mutants (one a way) that stand at a place where the form is carried out."""
    killed: dict[tuple[str, str, Place], str] = {}
    for j in judged:
        if j.verdict == "killed":
            for place in j.mutant.places:
                killed.setdefault((j.mutant.case, j.mutant.way, place), j.mutant.name)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for case in CASES:
        for way in case.ways:
            for form, places in FormsOf(wired(case, way), LANGUAGES[way]).found.items():
                name = next((n for p in sorted(places) if (n := killed.get((case.name, way, p)))), None)
                if name:
                    found[form].setdefault(way, name)
    return {form: list(names.values()) for form, names in sorted(found.items())}


def write(judged: list[Judged], root: Path) -> None:
    """The table into the documents, the proofs beside the cases."""
    PROOFS.write_text(json.dumps(proofs(judged), indent=1, ensure_ascii=False) + "\n", "utf-8")
    for path in (root / "docs" / "figures.md", root / "docs" / "firmware.md"):
        text = path.read_text("utf-8")
        head, mark, rest = text.partition("<!-- mutants -->\n")
        assert mark, f"{path.name} has no place for the table"
        path.write_text(head + mark + table(judged) + "\n" + rest[rest.index("<!-- /mutants -->") :], "utf-8")
