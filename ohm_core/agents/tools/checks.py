"""Checks: what the rules say, where everything sits, what it draws. They look at the newest draft where one is newer than the version."""

from __future__ import annotations

import json

from pydantic import Field

from ohm_core.agents.making import finding_lines, told, working
from ohm_core.agents.toolbox import Arguments, NoArguments, tool
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.breadboard import layout_json
from ohm_core.project.proposed.code import by_hand
from ohm_core.project.proposed.keep import judged
from ohm_core.units import show_si


class About(Arguments):
    ref: str = Field("", max_length=80, description="Only what is about this part; empty for all")


@tool(pure=True, lasting="version")
def check(turn: Turn, arguments: About) -> Outcome:
    """What the electrical rules say of the design, errors first, each with remedy and source; and what they could not judge for want of a fact."""
    made = working(turn)
    found = [f for f in judged(made) if not arguments.ref or any(s.split(".")[0] == arguments.ref for s in f.subjects)]
    blind = [f"not checked ({n.rule}): {n.why}" for n in made.report.not_checked if not arguments.ref or arguments.ref in n.why]
    counts = {s: sum(f.severity == s for f in found) for s in ("error", "warning", "info")}
    code = "; code written by hand is held against the wiring" if by_hand(made) else ""
    return told(Outcome(True, "", tuple(found)), f"{len(made.report.checked)} rules: " + ", ".join(f"{n} {s}" for s, n in counts.items()) + code, *finding_lines(found), *blind[:10])


@tool(pure=True, lasting="version")
def layout(turn: Turn, arguments: NoArguments) -> Outcome:
    """Where every pin sits on the breadboard, every jumper, and the build steps."""
    made = working(turn)
    told_ = layout_json(made.layout, made.circuit)
    return Outcome(True, json.dumps({k: told_[k] for k in ("breadboard", "holes", "wires", "steps") if k in told_}, ensure_ascii=False))


@tool(pure=True, lasting="version")
def power(turn: Turn, arguments: NoArguments) -> Outcome:
    """What the design draws, rail by rail, against what each rail can give; how long a battery lasts; whose current nobody knows."""
    view = working(turn).power
    lines = [f"supply {view.supply or 'not said'}: typically {_a(view.current_a)}, at most {_a(view.peak_a)}" + (f", battery about {view.battery_life_h:.0f} h" if view.battery_life_h else "")]
    lines += [f"rail {r.rail}: typically {_a(r.typical_a)}, peak {_a(r.peak_a)} of {_a(r.limit_a)}" for r in view.rails]
    lines += [f"{d.ref} from {d.rail}: typically {_a(d.typical_a)}, peak {_a(d.peak_a)} ({d.basis})" for d in view.draws]
    return told(Outcome(True, ""), *lines, *([f"unknown: {', '.join(view.unknown)}"] if view.unknown else []), *view.notes)


def _a(amps: float | None) -> str:
    return "unknown" if amps is None else show_si(amps, "A")
