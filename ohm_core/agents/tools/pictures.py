"""Picture checks: a photo beside the drawn board, or the board before and after a change, shown to a model that can see."""

from __future__ import annotations

from pydantic import Field

from ohm_core.agents.looking import board_picture, eyes_of, kept, lines, look
from ohm_core.agents.making import current, told
from ohm_core.agents.sent import file_of, picture_of
from ohm_core.agents.toolbox import Arguments, tool
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.errors import ModelMistake
from ohm_core.photo.picture import MODEL_SIDE
from ohm_core.project import history
from ohm_core.project.prototype import Prototype
from ohm_core.store import versions

BESIDE = "The first picture is the person's photo of what they built, the second the drawing of what was planned. Colours of wires and places on the board may differ; what is joined to what must not. Judge the photo."
CHANGE = "The first picture is the drawing before a change, the second the drawing after it. Judge the second: does it show each net, and nothing else? What the change was, in words: "


class Photo(Arguments):
    file: str = Field(min_length=1, max_length=120, description="Id or name of a photo that was sent")


class TwoVersions(Arguments):
    a: int | None = Field(None, ge=1, description="The older version; without it the one before b")
    b: int | None = Field(None, ge=1, description="The newer version; without it the newest")


@tool(slow=True)
def inspect_photo(turn: Turn, arguments: Photo) -> Outcome:
    """Lays the person's photo beside the drawn board and has a model that can see judge it net by net. Its word is kept as a model's, no fact."""
    eyes_of(turn)
    found, made = file_of(turn, arguments.file), current(turn)
    if found.kind != "photo":
        raise ModelMistake(f"{found.name} is no photo.", "file")
    looked = look(turn, made, BESIDE, (picture_of(turn.shelf, found), board_picture(made, MODEL_SIDE)))
    number = kept(turn, found.id, looked, {"photo": found.id, "version": versions.newest_number(turn.shelf.db, turn.shelf.owner, turn.project.id)})
    return told(Outcome(True, "", looked, used=looked.used), *lines(looked, number))


@tool(slow=True)
def compare_pictures(turn: Turn, arguments: TwoVersions) -> Outcome:
    """Shows a model that can see the drawn boards of two versions, before and after a change, and has it judge the second net by net."""
    eyes_of(turn)
    change = history.difference(turn.shelf, turn.project, arguments.a, arguments.b)
    before, after = (_drawn(turn, int(n)) for n in (change.a, change.b))
    looked = look(turn, after, CHANGE + change.summary(), (board_picture(before, MODEL_SIDE), board_picture(after, MODEL_SIDE)))
    number = kept(turn, f"{change.a}-{change.b}", looked, {"before": int(change.a), "version": int(change.b)})
    return told(Outcome(True, "", looked, used=looked.used), *lines(looked, number))


def _drawn(turn: Turn, number: int) -> Prototype:
    found = history.snapshot(turn.shelf, turn.project, number) if number else None
    made = found.prototype() if found else None
    if made is None:
        raise ModelMistake("There is no version before this one to compare with.", "a")
    return made
