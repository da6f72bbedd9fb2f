"""The short memory of a conversation: brought up to date in the background every five messages, from what is new since the last.

With a model the summarizer role writes the text; without one it is composed from the Design and the messages. Parts, decisions,
files and questions come from the Design either way. A failure disturbs nobody: the next run catches up.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ohm_core.agents.roles import role
from ohm_core.errors import OhmError, ProviderDown
from ohm_core.llm.values import End, Models, Piece, Request, Said
from ohm_core.project import history
from ohm_core.project.shelf import Shelf, budget_of
from ohm_core.project.wording import say
from ohm_core.store import messages, versions
from ohm_core.store.rows import Message, Project, Version

EVERY = 5
MOST_WORDS = 400
ROLE = "conversationSummarizer"
KIND = "conversation_summary"
NEW_CHARACTERS = 20_000
log = logging.getLogger("ohm.agents")


@dataclass(frozen=True)
class Summary:
    """What is remembered up to message `last_sequence`; `snapshot` holds components, decisions, codeFiles and openQuestions."""

    text: str
    last_id: str = ""
    last_sequence: int = 0
    count: int = 0
    snapshot: Mapping[str, Sequence[str]] = field(default_factory=dict)
    version: int = 0

    def as_json(self) -> dict[str, Any]:
        return {"summary": self.text, "lastProcessedMessageId": self.last_id, "lastProcessedSequenceNumber": self.last_sequence, "messageCount": self.count,
                "projectSnapshot": {k: list(v) for k, v in self.snapshot.items()}, "updatedAt": datetime.now(UTC).isoformat()}


def summary_of(shelf: Shelf, project: Project) -> Summary | None:
    """The newest summary of the project's conversation; None where there is none yet."""
    found = versions.beside(shelf.db, shelf.owner, project.id, KIND, project.thread_id)
    if found is None or not isinstance(found.data, dict):
        return None
    data = found.data
    return Summary(data["summary"], data["lastProcessedMessageId"], data["lastProcessedSequenceNumber"], data["messageCount"], data["projectSnapshot"], found.number)


def fresh_messages(shelf: Shelf, project: Project, before: Summary | None) -> list[Message]:
    """The messages after those that the summary knows."""
    return [m for m in messages.listed(shelf.db, shelf.owner, project) if m.sequence > (before.last_sequence if before else 0)]


def bring_up_to_date(shelf: Shelf, project: Project, models: Models | None = None, model: str = "") -> Summary | None:
    """The summary as it is now: a new version where five messages or more are new, else the one there was.

    A locked project is left alone. Raises nothing: what goes wrong is logged, and the next run takes up what this one did not.
    """
    before = summary_of(shelf, project)
    try:
        if shelf.get(project.id).locked:
            return before
        fresh = fresh_messages(shelf, project, before)
        if len(fresh) < EVERY:
            return before
        return _keep(shelf, project, _made(shelf, project, before, fresh, models, model))
    except Exception:  # the border of background work: logged with its trace
        log.exception("the summary of %s failed", project.id)
        return before


def _made(shelf: Shelf, project: Project, before: Summary | None, fresh: Sequence[Message], models: Models | None, model: str) -> Summary:
    text = ""
    if models is not None:
        try:
            text = asked(models, model, before.text if before else "", fresh)
        except OhmError as error:
            log.warning("the summarizer's model did not answer: %s", error.message)
    last = fresh[-1]
    return Summary(shortened(text) if text else composed(shelf, project), last.id, last.sequence, (before.count if before else 0) + len(fresh), snapshot_of(shelf, project))


def _keep(shelf: Shelf, project: Project, summary: Summary) -> Summary:
    draft = Version("", "", project.id, KIND, project.thread_id, 0, "", datetime.now(UTC).replace(tzinfo=None), content=summary.text, data=summary.as_json(),
                    message_id=summary.last_id, change_summary=f"{summary.count} messages")
    versions.append_beside(shelf.db, shelf.owner, draft)
    return summary


def asked(models: Models, model: str, before: str, fresh: Sequence[Message]) -> str:
    """The summarizer model's text. Raises ProviderDown when it breaks off."""
    from ohm_core.agents.prompting import prompt_of

    summarizer = role(ROLE)
    new = "\n\n".join(f"{m.role}: {m.content}" for m in fresh)[-NEW_CHARACTERS:]
    told = f"Present summary:\n{before or 'none yet'}\n\nNew messages:\n{new}"
    parts: list[str] = []
    for coming in models.stream(Request(model, (Said("system", prompt_of(ROLE)), Said("user", told)), (), summarizer.max_tokens, summarizer.temperature), lambda: False):
        if isinstance(coming, Piece):
            parts.append(coming.text)
        elif isinstance(coming, End) and coming.reason == "broken":
            raise ProviderDown(coming.error or "The summarizer's answer broke off.", kind="broken")
    return "".join(parts).strip()


def shortened(text: str) -> str:
    """TEXT with at most MOST_WORDS words, cut after a sentence where one ends in its last third."""
    words = list(re.finditer(r"\S+", text))
    if len(words) <= MOST_WORDS:
        return text
    cut = text[:words[MOST_WORDS - 1].end()]
    end = max(cut.rfind(mark) for mark in (". ", ".\n", "! ", "? "))
    return cut[:end + 1] if end > len(cut) * 2 // 3 else cut


def composed(shelf: Shelf, project: Project) -> str:
    """The summary that needs no model: what is wanted now, what it does, what was decided, how far it is."""
    found = history.snapshot(shelf, project)
    design = found.design if found else None
    if found is None or design is None:
        asked_for = [m.content for m in messages.listed(shelf.db, shelf.owner, project) if m.role == "user"]
        return shortened("Asked so far: " + " / ".join(" ".join(w.split()[:40]) for w in asked_for[-5:]))
    wishes = design.requirements.text if design.requirements else ""
    lines = [f"{design.title}. Asked for: {wishes}" if wishes else f"{design.title}."]
    if design.behaviours:
        lines.append("It does: " + "; ".join(say(b) for b in design.behaviours) + ".")
    if design.decisions:
        lines.append("Decided: " + "; ".join(d.rstrip(".") for d in design.decisions) + ".")
    if design.assumptions:
        lines.append("Assumed: " + "; ".join(a.rstrip(".") for a in design.assumptions) + ".")
    if target := budget_of(shelf.get(project.id)):
        lines.append(f"Budget: {target}.")
    lines.append(f"Version {found.revision.number} stands.")
    return shortened("\n".join(lines))


def snapshot_of(shelf: Shelf, project: Project) -> dict[str, list[str]]:
    """Components, decisions, code files and open questions of the Design as it is now."""
    found = history.snapshot(shelf, project)
    design = found.design if found else None
    if found is None or design is None:
        return {"components": [], "decisions": [], "codeFiles": [], "openQuestions": []}
    return {"components": [used.part for used in design.parts.values()], "decisions": list(design.decisions),
            "codeFiles": sorted(found.files()), "openQuestions": list(design.questions)}
