"""Files: every artifact of the project read and written by its type. A bill or wiring written here takes the same way as update_bom."""

from __future__ import annotations

import json
from typing import Any, Literal, TypeVar

from pydantic import BaseModel, Field, ValidationError

from ohm_core.agents.consent import admit
from ohm_core.agents.events import DRAWER_OF, DrawerOpen
from ohm_core.agents.toolbox import Arguments, tool
from ohm_core.agents.tools.bills import Bill, put_bill
from ohm_core.agents.tools.code import save_file
from ohm_core.agents.tools.money import Budget, update_budget
from ohm_core.agents.tools.texts import written
from ohm_core.agents.tools.wiring import Wiring, put_wires
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.errors import BadInput, ModelMistake
from ohm_core.project import history
from ohm_core.project.merging import Strategy, merged
from ohm_core.project.proposed.keep import base

Artifact = Literal["context", "mvp", "prd", "bom", "code", "wiring", "budget", "conversation_summary"]
LIMIT = 500_000
Form = TypeVar("Form", bound=BaseModel)


class ReadFile(Arguments):
    artifact_type: Artifact
    file_path: str | None = Field(None, max_length=200, description="Which code file; without it the only one, or the list of them")


class WriteFile(Arguments):
    artifact_type: Artifact
    content: str = Field(min_length=1, max_length=LIMIT, description="Markdown, code, or for bom, wiring and budget the JSON of their update tools")
    merge_strategy: Strategy = Field("replace", description="replace all, append at the end, or merge by headings (texts), parts (bom) and wires (wiring)")
    file_path: str | None = Field(None, max_length=200, description="Which code file")
    language: str | None = Field(None, max_length=40)


@tool(pure=True)
def read_file(turn: Turn, arguments: ReadFile) -> Outcome:
    """Gives the newest content of an artifact, or null where there is none."""
    found = history.snapshot(turn.shelf, turn.project)
    if arguments.artifact_type == "code" and not arguments.file_path:
        return _code(found)
    version = found.get(arguments.artifact_type, arguments.file_path or "") if found else None
    if version is None:
        return Outcome(True, "null", None)
    content = version.content if version.content is not None else json.dumps(version.data, ensure_ascii=False)
    number = history.draft_number(turn.shelf, turn.project) if arguments.artifact_type in ("bom", "wiring", "budget") else 0
    return Outcome(True, content, content, (f"A draft (number {number}) is newer than this version; check tells what it breaks.",) if number else ())


def _code(found: history.Snapshot | None) -> Outcome:
    files = found.files() if found else {}
    if len(files) == 1:
        return Outcome(True, next(iter(files.values())), next(iter(files.values())))
    return Outcome(True, json.dumps({"files": sorted(files), "say": "give file_path"}) if files else "null", None)


@tool(writes=True)
def write_file(turn: Turn, arguments: WriteFile) -> Outcome:
    """Writes an artifact: replaces it, appends to it or merges into it. Bills and wiring are resolved and checked as by their own tools."""
    _permitted(turn, arguments)
    if arguments.artifact_type in DRAWER_OF:
        turn.emit(DrawerOpen(DRAWER_OF[arguments.artifact_type]))
    match arguments.artifact_type:
        case "context" | "mvp" | "prd" as kind:
            found = history.snapshot(turn.shelf, turn.project)
            return written(turn, kind, _within(merged(found.text(kind) if found else "", arguments.content, arguments.merge_strategy)))
        case "code":
            return _write_code(turn, arguments)
        case "bom":
            return put_bill(turn, _bill(turn, arguments))
        case "wiring":
            wanted = _read(Wiring, arguments)
            return put_wires(turn, wanted, [*_wires(turn, arguments.merge_strategy), *((c.from_, c.to) for c in wanted.connections)])
        case "budget":
            return update_budget.run(turn, _read(Budget, arguments))
    raise BadInput("OHM keeps the summary of the conversation itself; it cannot be written.", "artifact_type", "not_writable")


def _permitted(turn: Turn, arguments: WriteFile) -> None:
    """What the project forbids to the artifact's own tool is no way round through this one. Raises ModelMistake, Locked (kind ask)."""
    own = "add_code_file" if arguments.artifact_type == "code" else f"update_{arguments.artifact_type}"
    admit(turn, own, arguments.model_dump())


def _within(text: str) -> str:
    if len(text) > LIMIT:
        raise BadInput(f"The text would have {len(text):,} characters; the limit is {LIMIT:,}.", "content", "too_large")
    return text


def _write_code(turn: Turn, arguments: WriteFile) -> Outcome:
    found = history.snapshot(turn.shelf, turn.project)
    files = found.files() if found else {}
    path = arguments.file_path or (next(iter(files)) if len(files) == 1 else "")
    if not path:
        raise ModelMistake(f"write_file: give file_path; the files are {', '.join(sorted(files)) or 'none yet'}.", "file_path", "no_path")
    version = found.get("code", path) if found else None
    text = merged(version.content or "" if version else "", arguments.content, arguments.merge_strategy, headed=False)
    return save_file(turn, path, arguments.language or (version.language if version else ""), _within(text))


def _read(form: type[Form], arguments: WriteFile) -> Form:
    """The content as the arguments of an update tool. Raises ModelMistake."""
    try:
        return form.model_validate(json.loads(arguments.content))
    except ValidationError as error:
        raise ModelMistake(f"write_file: {'; '.join('.'.join(map(str, e['loc'])) + ': ' + e['msg'].lower() for e in error.errors()[:4])}.", "content", "bad_arguments") from None
    except (ValueError, RecursionError):
        raise ModelMistake(f"write_file: the content of {arguments.artifact_type} must be the JSON object of update_{arguments.artifact_type}.", "content", "not_json") from None


def _bill(turn: Turn, arguments: WriteFile) -> Bill:
    """The bill as it shall be: the content, behind or merged into what is there."""
    wanted = _read(Bill, arguments)
    before = base(turn.shelf, turn.project)
    if arguments.merge_strategy == "replace" or before is None:
        return wanted
    named = {c.partNumber.casefold() for c in wanted.components} if arguments.merge_strategy == "merge" else set()
    there: dict[tuple[str, str], dict[str, Any]] = {}
    for line in before.bom:
        number = f"custom:{line.name}" if line.part == "custom" else line.part
        row = there.setdefault((line.name, number), {"name": line.name, "partNumber": number, "quantity": 0})
        row["quantity"] += line.quantity
    kept = [row for row in there.values() if str(row["partNumber"]).casefold() not in named]
    return Bill.model_validate({**wanted.model_dump(exclude={"components"}), "components": [*kept, *(c.model_dump() for c in wanted.components)]})


def _wires(turn: Turn, strategy: Strategy) -> list[tuple[str, str]]:
    before = base(turn.shelf, turn.project)
    return [(str(a), str(b)) for a, b in before.design.connections] if before and strategy != "replace" else []
