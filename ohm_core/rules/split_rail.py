"""Power rails of a full breadboard used in both halves without a bridge. Looks at the holes of a Wokwi diagram; other designs name none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ohm_core.rules.rule import Rule, Scene, Verdict

FULL = "wokwi-breadboard"  # 50 holes a rail; the smaller ones are never cut
CUT = 25  # holes of the first half
HOLE = re.compile(r"(.+):([tb][pn])\.(\d+)")


def judge(scene: Scene, rule: Rule) -> Iterator[Verdict]:
    diagram = scene.circuit.design.diagram
    parts, wires = (diagram.get("parts"), diagram.get("connections")) if isinstance(diagram, dict) else (None, None)
    full = {p.get("id") for p in parts if isinstance(p, dict) and p.get("type") == FULL} if isinstance(parts, list) else set()
    halves: dict[tuple[str, str], set[bool]] = {}
    bridged: set[tuple[str, str]] = set()
    for wire in wires if full and isinstance(wires, list) else ():
        ends = [m for end in wire[:2] if (m := HOLE.fullmatch(str(end))) and m[1] in full] if isinstance(wire, list) else []
        for m in ends:
            halves.setdefault((m[1], m[2]), set()).add(int(m[3]) > CUT)
        if len(ends) == 2 and (ends[0][1], ends[0][2]) == (ends[1][1], ends[1][2]):
            bridged.add((ends[0][1], ends[0][2]))
    for (board, rail), used in halves.items():
        if len(used) == 2 and (board, rail) not in bridged:
            yield rule.finding("info", (f"{board}:{rail}",), f"The rail {rail} of {board} is used in both halves: on many full-size breadboards it is cut in the middle, and the far half has no power.", f"Put a wire from {rail}.{CUT} to {rail}.{CUT + 1}, or keep to one half.")


RULE = Rule("split_rail", "A power rail that is used in both halves of a full breadboard is bridged in the middle.", "Many full-size breadboards have their rails cut in the middle, often without a mark; a diagram draws them whole.",
            "solderless breadboards of 830 points, power rails", judge)
