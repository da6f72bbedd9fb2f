"""A rule's verdict on named subjects."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Severity = Literal["error", "warning", "info"]
RANK: dict[str, int] = {"error": 0, "warning": 1, "info": 2}


@dataclass(frozen=True)
class Finding:
    """What is wrong, why it matters, what to do. error = will not work or breaks something; warning = may fail or is out of
    specification; info = better practice. `subjects` are references and pins (`U1.GPIO12`), those at fault first;
    `source` names the document or standard, with page.
    """

    rule: str
    severity: Severity
    subjects: tuple[str, ...]
    message: str
    why: str
    remedy: str
    source: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"subjects": list(self.subjects)}


@dataclass(frozen=True)
class NotChecked:
    """What a rule could not judge, for want of which fact."""

    rule: str
    why: str


@dataclass(frozen=True)
class Report:
    """All rules over one circuit. `checked` are the rules that ran."""

    findings: tuple[Finding, ...] = ()
    checked: tuple[str, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()

    def errors(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity == "error")
