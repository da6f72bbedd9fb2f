"""Code: one file of the firmware added or replaced, and held against the wiring."""

from __future__ import annotations

from pydantic import Field

from ohm_core.agents.making import announced, current, finding_lines, told
from ohm_core.agents.toolbox import Arguments, tool
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.design.file import safe_path
from ohm_core.design.values import SourceFile
from ohm_core.project import history
from ohm_core.project.checked import Checked
from ohm_core.project.proposed.code import with_file
from ohm_core.project.prototype import Prototype

LIMIT = 500_000


class CodeFile(Arguments):
    filename: str = Field(min_length=1, max_length=200)
    language: str = Field(max_length=40, description="arduino, cpp, micropython, python, yaml …")
    content: str = Field(max_length=LIMIT, description="The whole file")
    description: str = Field(max_length=2_000, description="What the file does")
    file_path: str | None = Field(None, max_length=200, description="Path inside the firmware folder, where it is not the file name")


@tool(writes=True, drawer="code")
def add_code_file(turn: Turn, arguments: CodeFile) -> Outcome:
    """Adds or replaces one file of the firmware. The answer says where the code and the wiring do not fit."""
    return save_file(turn, arguments.file_path or arguments.filename, arguments.language, arguments.content)


def save_file(turn: Turn, path: str, language: str, content: str) -> Outcome:
    """The file kept as part of the next version, with what the rules say of code and wiring together."""
    before, path = current(turn), safe_path(path)
    design, gone = with_file(before, SourceFile(path, language or "text", content))
    made = Prototype.from_design(design, before.catalogue, before.currency)
    done = announced(turn, history.save(turn.shelf, turn.project, made, message_id=turn.message_id))
    said = [f for f in Checked(made, {f.path: f.content for f in made.design.firmware}).report.findings if f.rule.startswith("sketch")]
    return told(done, f"{path} kept" + (f" in the place of {', '.join(gone)}" if gone else "") + ".", *finding_lines(said))
