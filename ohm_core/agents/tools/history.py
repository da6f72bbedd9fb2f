"""History: what changed between versions, and the way back."""

from __future__ import annotations

from pydantic import Field

from ohm_core.agents.making import announced, told
from ohm_core.agents.toolbox import Arguments, tool
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.errors import ModelMistake
from ohm_core.project import history


class Restore(Arguments):
    version: int = Field(ge=1)


class Compare(Arguments):
    a: int | None = Field(None, ge=1, description="The older version; without it the one before b")
    b: int | None = Field(None, ge=1, description="The newer version; without it the newest")


@tool(pure=True, lasting="version")
def compare_versions(turn: Turn, arguments: Compare) -> Outcome:
    """What changed between two versions of the project: parts, wires, files, texts, cost. Without numbers, what the newest changed."""
    change = history.difference(turn.shelf, turn.project, arguments.a, arguments.b)
    lines = [f"{r.kind} {r.ref}: {r.before or '-'} → {r.after or '-'}" for r in change.rows]
    lines += [f"{w.kind} wire {w.from_} - {w.to}" for w in change.wires] + [f"{f.kind} {f.path} (+{f.added} -{f.removed})" for f in (*change.files, *change.texts)]
    known = ", ".join(f"{r.number} {r.state}: {r.summary[:80]}" for r, _ in history.history(turn.shelf, turn.project)[:8])
    return told(Outcome(True, "", change), f"From version {change.a} to {change.b}: {change.summary()}", *lines[:80], f"newest versions: {known}")


@tool(writes=True)
def restore_version(turn: Turn, arguments: Restore) -> Outcome:
    """Makes an older version the newest again. A draft becomes a version only by the person's own hand."""
    found = history.snapshot(turn.shelf, turn.project, arguments.version)
    if found is not None and found.revision.state == history.DRAFT:
        raise ModelMistake(f"Number {arguments.version} is a draft that breaks rules; mend it, or ask the person to restore it.", "version", "draft")
    return announced(turn, history.restore(turn.shelf, turn.project, arguments.version, turn.message_id))
