"""The registry of tools: a function with a pydantic argument model. Schema, validation and permission come from here.

A tool changes a project only through `project`'s functions, so locks and owners hold. What it raises as OhmError is told
to the engine, which may mend it; a failing tool never ends a turn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from pydantic import Field, ValidationError

from ohm_core.agents.changing import CHEAPER, REVISE
from ohm_core.agents.events import DRAWERS, DrawerOpen
from ohm_core.agents.making import Stages, announced, current, finish
from ohm_core.agents.roles import roles
from ohm_core.agents.toolbox import Arguments, Tool
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.design.file import safe_path
from ohm_core.design.values import SourceFile
from ohm_core.errors import BadInput, ModelMistake
from ohm_core.project import history
from ohm_core.project.prototype import Prototype, make, owned_of
from ohm_core.project.shelf import budget_of
from ohm_core.project.wording import alike
from ohm_core.units import Money, parse_money

SAID_LIMIT = 10_000
TEXT_LIMIT = 100_000


def call(turn: Turn, name: str, arguments: Mapping[str, Any]) -> Outcome:
    """Runs a tool that the turn's role may use. Raises OhmError where it may not, or the arguments or the tool fail."""
    tool = tools().get(name)
    if tool is None or name not in turn.role.tools:
        raise ModelMistake(f"{turn.role.name} has no tool '{name[:40]}'; it has {', '.join(turn.role.tools) or 'none'}.", name)
    try:
        checked = tool.arguments.model_validate(dict(arguments))
    except ValidationError as error:
        first = error.errors()[0]
        raise ModelMistake(f"{name}: {'.'.join(map(str, first['loc'])) or 'arguments'}: {first['msg'].lower()}.", name) from None
    return tool.run(turn, checked)


@cache
def tools() -> Mapping[str, Tool]:
    """Every tool by name. Raises Bug-like BadInput when a role names one that is not there."""
    made = {t.name: t for t in [*_drawers(), *_texts(), READ, CODE, PROPOSE, RESTORE, REVISE, CHEAPER]}
    for known in roles().values():
        if missing := set(known.tools) - set(made):
            raise BadInput(f"roles.toml: {known.type} names the tool '{min(missing)}', which does not exist.", "roles.toml")
    return made


class NoArguments(Arguments):
    pass



class ReadFile(Arguments):
    artifact_type: str
    file_path: str | None = None


class CodeFile(Arguments):
    filename: str = Field(min_length=1, max_length=200)
    language: str
    content: str = Field(max_length=500_000)
    description: str = ""
    file_path: str | None = None


class Propose(Arguments):
    text: str = Field(min_length=1, description="The whole request in plain words, all earlier wishes included")
    budget: str | None = Field(None, description="The most it may cost, as a decimal number")
    currency: str = "USD"
    keep: bool = Field(True, description="Start from the project's present design")


class Restore(Arguments):
    version: int = Field(ge=1)


def _drawers() -> list[Tool]:
    def opener(drawer: str) -> Callable[[Turn, Any], Outcome]:
        def run(turn: Turn, _: NoArguments) -> Outcome:
            turn.emit(DrawerOpen(drawer))
            return Outcome(True, f"{drawer} drawer open")

        return run

    return [Tool(f"open_{d}_drawer", f"Shows the {d} drawer to the person.", NoArguments, opener(d)) for d in DRAWERS]


class Context(Arguments):
    context: str = Field(min_length=1, max_length=TEXT_LIMIT, description="Markdown")


class Mvp(Arguments):
    mvp: str = Field(min_length=1, max_length=TEXT_LIMIT, description="Markdown")


class Prd(Arguments):
    prd: str = Field(min_length=1, max_length=TEXT_LIMIT, description="Markdown")


def _texts() -> list[Tool]:
    def writer(kind: str) -> Callable[[Turn, Any], Outcome]:
        def run(turn: Turn, arguments: Any) -> Outcome:
            return announced(turn, history.write_text(turn.shelf, turn.project, kind, getattr(arguments, kind), turn.message_id))

        return run

    return [Tool(f"update_{kind}", f"Replaces the project's {kind}.", model, writer(kind)) for kind, model in (("context", Context), ("mvp", Mvp), ("prd", Prd))]


def _read(turn: Turn, arguments: ReadFile) -> Outcome:
    import json

    found = history.snapshot(turn.shelf, turn.project)
    version = found.get(arguments.artifact_type, arguments.file_path or "") if found else None
    if version is None:
        return Outcome(True, "null", None)
    content = version.content if version.content is not None else json.dumps(version.data, ensure_ascii=False)
    return Outcome(True, content, content)


def _add_code(turn: Turn, arguments: CodeFile) -> Outcome:
    before = current(turn)
    path = safe_path(arguments.file_path or arguments.filename)
    files = {f.path: f for f in before.design.firmware} | {path: SourceFile(path, arguments.language, arguments.content)}
    design = before.design.with_(firmware=tuple(files.values()))
    return announced(turn, history.save(turn.shelf, turn.project, Prototype.from_design(design, currency=before.cost.total.currency), message_id=turn.message_id))


def _propose(turn: Turn, arguments: Propose) -> Outcome:
    project = turn.shelf.writable(turn.project)
    start = history.current(turn.shelf, project) if arguments.keep else None
    budget = _wanted_budget(turn, arguments)
    prototype, _ = finish(Stages(turn), lambda step: (make(
        arguments.text[-SAID_LIMIT:], budget=budget, currency=budget.currency if budget else turn.project.currency or "USD", own=owned_of(start).items() if start else (),
        start=start.design if start else None, locked=start.design.locked if start else (), progress=step), None))
    if start and alike(start.design, prototype.design):
        missed = tuple(f"“{u.said}”: {u.why}" for u in prototype.design.unserved if u not in start.design.unserved)
        return Outcome(True, "nothing changed", None, missed)
    return announced(turn, history.save(turn.shelf, project, prototype, message_id=turn.message_id))


def _wanted_budget(turn: Turn, arguments: Propose) -> Money | None:
    return parse_money(arguments.budget, arguments.currency, "budget") if arguments.budget else budget_of(turn.project)


def _restore(turn: Turn, arguments: Restore) -> Outcome:
    return announced(turn, history.restore(turn.shelf, turn.project, arguments.version, turn.message_id))


READ = Tool("read_file", "Gives the newest content of an artifact, or null.", ReadFile, _read)
CODE = Tool("add_code_file", "Adds or replaces one file of the firmware.", CodeFile, _add_code)
PROPOSE = Tool("propose_design", "Makes a complete, checked design from plain words and keeps it as the next version.", Propose, _propose)
RESTORE = Tool("restore_version", "Makes an older version the newest again.", Restore, _restore)
