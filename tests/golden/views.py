"""A golden project read from its folder, made afresh, and written as short texts that a person can review line by line."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from ohm_core.breadboard import layout_json
from ohm_core.design.behaviour import AllOf, AnyOf, At, Behaviour, Condition, Event, Every, Held, MapOf, OneOf, Read, Reading, Template
from ohm_core.design.file import plain
from ohm_core.project.prototype import Prototype, make

HERE = Path(__file__).parent
MAIN = ("firmware.ino", "config.h", "main.py", "config.py")  # the files of the firmware that a person reads


@dataclass(frozen=True)
class Project:
    """One folder here: the request in its words, the board it is for, and how to break it."""

    name: str
    request: str
    board: str
    broken: tuple[Mapping[str, Any], ...] = field(compare=False)

    @property
    def folder(self) -> Path:
        return HERE / self.name

    @property
    def scenario(self) -> Path:
        return self.folder / "scenario.yaml"


@cache
def projects() -> tuple[Project, ...]:
    """All golden projects, by name."""
    return tuple(_project(file.parent) for file in sorted(HERE.glob("*/request.txt")))


def _project(folder: Path) -> Project:
    words = tomllib.loads((folder / "broken.toml").read_text("utf-8"))
    return Project(folder.name, (folder / "request.txt").read_text("utf-8").strip(), words["board"], tuple(words["broken"]))


@cache
def made(project: Project) -> Prototype:
    """The prototype of the project's words, as `ohm design` makes it."""
    return make(project.request, board=project.board)


def views(project: Project) -> dict[str, str]:
    """Every golden file of the project: name → text."""
    prototype = made(project)
    texts = {"bom.txt": bom(prototype), "wiring.txt": wiring(prototype), "behaviours.txt": behaviours(prototype), "layout.txt": layout(prototype),
             "findings.txt": findings(prototype), "breadboard.svg": prototype.breadboard_svg(), "schematic.svg": prototype.schematic_svg()}
    firmware = {f.path: f.content for f in prototype.firmware if f.path in MAIN}
    return {name: text.rstrip("\n") + "\n" for name, text in {**texts, **firmware}.items()}


def bom(prototype: Prototype) -> str:
    """A line a part: reference, part, attributes, what it is for. No prices: they move, the circuit does not."""
    rows = [(x.ref, x.part, ", ".join(f"{k}={v:g}" if isinstance(v, float) else f"{k}={v}" for k, v in sorted((x.attrs or {}).items())),
             ("owned; " if x.owned else "") + "; ".join(x.serves)) for x in prototype.bom]
    return _table(rows)


def _table(rows: list[tuple[str, ...]]) -> str:
    widths = [max(len(r[i]) for r in rows) for i in range(len(rows[0]))] if rows else []
    return "\n".join("  ".join(cell.ljust(w) for cell, w in zip(r, widths, strict=True)).rstrip() for r in rows)


def wiring(prototype: Prototype) -> str:
    """A line a net: its name and its pins, sorted."""
    nets = {n.name: sorted(prototype.circuit.say(p) for p in n.pins) for n in prototype.circuit.nets}
    return "\n".join(f"{name}: {', '.join(pins)}" for name, pins in sorted(nets.items()) if len(pins) > 1)


def layout(prototype: Prototype) -> str:
    """The breadboard: which pin sits in which hole, then the wires."""
    told = layout_json(prototype.layout, prototype.circuit)
    holes = [f"{h['pin']} in {h['hole']}" for h in told["holes"]]
    wires = [f"{w['color']}: {w['from']} to {w['to']}  ({w['net']})" for w in told["wires"]]
    return "\n".join([f"breadboard: {told['breadboard']}", "", "holes", *holes, "", "wires", *wires])


def findings(prototype: Prototype) -> str:
    """What the rules say, and what they could not check."""
    said = [f"{f.severity} {f.rule} ({', '.join(map(str, f.subjects))}): {f.message}" for f in prototype.report.findings]
    unchecked = [f"not checked {n.rule}: {n.why}" for n in prototype.report.not_checked]
    return "\n".join([*(said or ["nothing to complain of"]), *unchecked])


def behaviours(prototype: Prototype) -> str:
    """What the firmware is to do, in a line or two each; then what was assumed, asked, and could not be served."""
    design = prototype.design
    lines = [line for b in design.behaviours for line in _behaviour(b)]
    more = [("assumed", design.assumptions), ("asked", design.questions), ("unserved", [f"{u.said}: {u.why}" for u in design.unserved]), ("conflict", [c.why for c in design.conflicts])]
    return "\n".join([*lines, *(f"{word}: {text}" for word, texts in more for text in texts)])


def _behaviour(b: Behaviour) -> list[str]:
    lines = [f"{b.id}: {_when(b.when)}", *(f"    {_action(a)}" for a in b.do)]
    lines += [f"    otherwise {_action(a)}" for a in b.else_]
    return [*lines, f"    because: {b.said or '(assumed)'}"]


def _when(c: Condition) -> str:
    if isinstance(c, AllOf | AnyOf):
        inner = c.all if isinstance(c, AllOf) else c.any
        return "(" + (" and " if isinstance(c, AllOf) else " or ").join(map(_when, inner)) + ")"
    if isinstance(c, Reading):
        return f"{c.read} {c.op} {_value(c.value)}" + (f" (back by {c.hysteresis:g})" if c.hysteresis else "") + _rest(c, ("read", "op", "value", "hysteresis"))
    if isinstance(c, Held):
        return f"({_when(c.held)} for {c.for_s:g} s)"
    if isinstance(c, Event):
        return c.event + _rest(c, ("event",))
    if isinstance(c, Every):
        return f"every {c.every_s:g} s"
    return f"at {c.at}" if isinstance(c, At) else "always"


def _rest(c: Condition, known: tuple[str, ...]) -> str:
    """Fields that conditions may have gained meanwhile."""
    more = {k: v for k, v in plain(c).items() if k not in known and v not in (None, 0, 0.0, "", [], ())}
    return "".join(f" ({k} {v})" for k, v in more.items())


def _action(a: Any) -> str:
    args = ", ".join(f"{name} {_value(value)}" for name, value in a.args)
    return f"{a.act} {a.action}" + (f" {args}" if args else "") + (f" for {a.for_s:g} s" if a.for_s is not None else "") + (f" in turn {a.turn}" if a.turn is not None else "")


def _value(value: Any) -> str:
    if isinstance(value, float | int):
        return f"{value:g}"
    if isinstance(value, Template):
        return f'"{value.text}"'
    if isinstance(value, Read):
        return value.read
    if isinstance(value, MapOf):
        return f"{value.map} from {value.from_[0]:g}..{value.from_[1]:g} to {value.to[0]:g}..{value.to[1]:g}"
    return "one of " + ", ".join(map(str, value.random)) if isinstance(value, OneOf) else str(value)
