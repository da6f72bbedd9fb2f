"""Findings below a picture: a numbered sentence each, with sign and word as well as colour."""

from __future__ import annotations

from collections.abc import Sequence

from ohm_core.circuit.circuit import Circuit
from ohm_core.design.finding import RANK, Finding
from ohm_core.render.callouts import color_of, nets_of
from ohm_core.render.palette import SEVERITY, Theme
from ohm_core.render.svg import circle, group, text
from ohm_core.render.type import wrap

SIZE = 11.0
MOST = 8


def lit_nets(circuit: Circuit, findings: Sequence[Finding], look: Theme) -> dict[str, str]:
    """Net → the colour it glows in, the worst finding first."""
    out: dict[str, str] = {}
    for finding in sorted(findings, key=lambda f: RANK.get(f.severity, 3))[:MOST]:
        for net in nets_of(circuit, finding):
            out.setdefault(net, color_of(finding, look))
    return out


def notes_below(findings: Sequence[Finding], look: Theme, width: float, y: float) -> tuple[str, float]:
    """The sentences from Y downwards, and how much height they take."""
    out, tall = [], 0.0
    for number, finding in enumerate(sorted(findings, key=lambda f: RANK.get(f.severity, 3))[:MOST], 1):
        color, word = color_of(finding, look), SEVERITY.get(finding.severity, SEVERITY["info"])[2]
        lines = wrap(f"{word}: {finding.message}", SIZE, width - 90)
        top = y + tall + 10
        out.append(circle(38, top, 9, color) + text(38, top, str(number), 10.5, look.paper, "middle", bold=True))
        out += [text(54, top + i * (SIZE + 4), words, SIZE, look.ink) for i, words in enumerate(lines)]
        tall += len(lines) * (SIZE + 4) + 12
    return group(out, class_="findings"), tall + (14 if out else 0)
