"""What a model is told before it answers: the role's prompt, a short block about the project, and the conversation."""

from __future__ import annotations

import logging
from functools import cache
from pathlib import Path

from ohm_core.agents import sent
from ohm_core.agents.summary import EVERY, summary_of
from ohm_core.agents.turn import Turn
from ohm_core.llm.values import Said
from ohm_core.project import history
from ohm_core.project.shelf import budget_of
from ohm_core.store.rows import Message

SECTIONS = ("Identity", "Mission", "Constraints", "Output", "Voice")
MOST_MESSAGES = 20
MOST_CHARACTERS = 24_000
log = logging.getLogger("ohm.agents")


@cache
def prompt_of(role: str) -> str:
    """The prompt of a role, from its own file. Raises FileNotFoundError for a role without one, which a test prevents."""
    return (Path(__file__).parent / "prompts" / f"{role}.md").read_text(encoding="utf-8").strip()


def conversation(turn: Turn, found: str = "", sees: bool = True) -> tuple[Said, ...]:
    """System prompt with the project and what was FOUND about the message, the newest messages that fit, and the message to answer with
    its files: photos as image parts where the model SEES, else in words."""
    past = [Said("user" if m.role == "user" else "assistant", told(m)) for m in newest(turn.history)]
    return (Said("system", "\n\n".join(filter(None, (prompt_of(turn.role.type), block(turn), found)))), *past,
            Said("user", (turn.text + sent.block(turn, sees)).strip(), sent.pictures(turn) if sees else ()))


def newest(messages: tuple[Message, ...]) -> list[Message]:
    """The last messages, at most MOST_MESSAGES and MOST_CHARACTERS; older ones stand in the summary."""
    kept: list[Message] = []
    for message in reversed(messages[-MOST_MESSAGES:]):
        if kept and sum(len(m.content) for m in kept) + len(message.content) > MOST_CHARACTERS:
            break
        kept.insert(0, message)
    return [m for m in kept if m.content.strip() or sent.attachments(m)]


def told(message: Message) -> str:
    """A message as a model reads it again; an answer that broke off says so."""
    status = message.metadata.get("status", "complete")
    text = "\n".join(x for x in (message.content[:MOST_CHARACTERS], sent.in_history(message)) if x)
    return text + ("" if status == "complete" or message.role == "user" else f"\n[this answer ended early: {status}]")


def block(turn: Turn) -> str:
    """The project in a few lines: title, lock, budget, summary, five parts, three files, how many questions are open."""
    project = turn.project
    found = history.snapshot(turn.shelf, project)
    design = found.design if found else None
    lines = [f"Project: {project.title}" + (" (locked: every change is refused)" if project.locked else "")]
    if target := budget_of(project):
        lines.append(f"Budget: {target}")
    if len(turn.history) >= EVERY and (summary := summary_of(turn.shelf, project)):
        lines.append(f"The conversation so far ({summary.count} messages): {summary.text}")
    if found and design:
        parts = [f"{ref} {used.part}" for ref, used in design.parts.items()]
        files = [v.path for v in found.versions if v.type == "code"]
        lines += [f"Design version {found.revision.number}: {len(parts)} parts, {', '.join(parts[:5])}" + (" …" if len(parts) > 5 else ""),
                  f"Code files: {', '.join(files[:3]) or 'none yet'}" + (" …" if len(files) > 3 else ""), f"Open questions: {len(design.questions)}"]
    else:
        lines.append("There is no design yet.")
    if number := history.draft_number(turn.shelf, project):
        lines.append(f"A draft (number {number}) is newer than the version; it breaks rules that `check` names, and the next change builds on it.")
    text = "## The project now\n" + "\n".join(lines)
    log.info("context block of %d characters for %s", len(text), turn.role.type)
    return text
