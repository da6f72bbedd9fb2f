"""What came of a talk with a model: its answers as their events told, and the whole as Markdown. Sends nothing and starts nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from ohm_core import Workshop, __version__

SHOWN = 700  # characters of an answer
FALLEN_BACK = "The built-in engine answers instead."  # agents/modelled.py says so where no provider answers


@dataclass(frozen=True)
class Served:
    """What the server tells of itself; "" where it does not."""

    model: str
    build: str = ""
    size: str = ""
    context: str = ""
    tools: str = ""


@dataclass
class Answer:
    """One message answered, as its events told; `first` and `whole` in seconds from sending, `first` None where no word came."""

    said: str
    project: str = ""
    first: float | None = None
    whole: float = 0.0
    events: list[dict[str, Any]] = field(default_factory=list)

    def of(self, kind: str) -> list[dict[str, Any]]:
        return [e for e in self.events if e["type"] == kind]

    @property
    def text(self) -> str:
        return "".join(e["content"] for e in self.of("text"))

    @property
    def end(self) -> dict[str, Any]:
        return next(iter(self.of("metadata")), {})

    @property
    def usage(self) -> dict[str, Any]:
        return dict(self.end.get("usage") or {})

    @property
    def by_model(self) -> bool:
        """Whether the model answered. A fallback to the built-in engine is told in the answer; the end's `usage` names the built-in engine too where a
        limit ended the answer before the model's count was in."""
        return bool(self.text or self.calls) and FALLEN_BACK not in self.text

    @property
    def calls(self) -> list[tuple[str, bool | None, str]]:
        """Tools called: name, whether it worked (None where its result never came), and its outcome."""
        results = {e["id"]: e for e in self.of("tool_result")}
        asked = [e["toolCall"] for e in self.of("tool_call")]
        return [(c["name"], results[c["id"]]["ok"], results[c["id"]]["summary"]) if c["id"] in results else (c["name"], None, "") for c in asked]


def report(told: Served, answers: Sequence[Answer], shop: Workshop) -> str:
    """The whole talk as Markdown."""
    facts = (("day", f"{datetime.now(UTC):%d %B %Y}"), ("OHM", __version__), ("model", told.model), ("size", told.size), ("llama.cpp", told.build), ("context", told.context), ("its chat template knows tools", told.tools))
    lines = ["| | |", "| --- | --- |", *(f"| {name} | {_cell(value) or 'not told'} |" for name, value in facts), ""]
    lines += ["| message | agent | who answered | end | tokens in, out | first word | whole | tools called |", "| --- | --- | --- | --- | --- | --- | --- | --- |", *(_row(a) for a in answers)]
    lines += ["", verdict(answers, told.tools), "", "What stood in the chat:", ""]
    for answer in answers:
        lines += [f"> **{_cell(answer.said)}**", ">", f"> {_cell(answer.text, SHOWN) or '(nothing)'}", ""]
    return "\n".join([*lines, *_outcomes(answers), *stored(answers, shop)]) + "\n"


def _row(answer: Answer) -> str:
    agent = answer.of("agent_selected")[-1]["agent"]["type"] if answer.of("agent_selected") else ""
    used, counted = answer.usage, "" if answer.usage.get("counted", True) else " (estimated)"
    tokens = f"{used.get('promptTokens', 0):,}, {used.get('completionTokens', 0):,}{counted}" if answer.by_model and used.get("engine") == "model" else "not told" if answer.by_model else "none"
    tools = ", ".join(f"{name} {'ok' if ok else 'no result' if ok is None else 'failed'}" for name, ok, _ in answer.calls) or "none"
    first = "none" if answer.first is None else f"{answer.first:.1f} s"
    return f"| {_cell(answer.said)} | {agent} | {'the model' if answer.by_model else 'the built-in engine' if answer.text else 'nobody'} | {answer.end.get('status', 'none')} | {tokens} | {first} | {answer.whole:.1f} s | {tools} |"


def verdict(answers: Sequence[Answer], knows_tools: str = "") -> str:
    """Whether the model called tools, in a sentence; tools of the built-in engine do not count. KNOWS_TOOLS is what the server says of its template."""
    calls = [c for a in answers if a.by_model for c in a.calls]
    if not any(a.by_model for a in answers):
        return "**The model answered nothing**; what stands in the chat is not its own."
    if not calls:
        why = " The server says that its chat template has no place for tools, so it may never have seen them." if knows_tools == "no" else ""
        return f"**The model called no tool**, though OHM sent them with its questions: it talks, but it designs nothing.{why}"
    worked = sum(bool(ok) for _, ok, _ in calls)
    return f"The model called {len(calls)} {'tool' if len(calls) == 1 else 'tools'}; {worked} of {len(calls)} did what was asked" + ("." if worked else ": **it cannot use them**.")


def _outcomes(answers: Sequence[Answer]) -> list[str]:
    """What each tool answered, and every limit, error and change of key."""
    tools = [f"- {name}: {_cell(summary, 200)}" for a in answers for name, _, summary in a.calls]
    trouble = [f"- {e['kind']}: {_cell(e['message'])}" for a in answers for e in a.of("error")]
    trouble += [f"- {e['event']['type']}: {_cell(e['event']['whatToDo']) or 'went on with another key'}" for a in answers for e in a.of("key_rotation")]
    return ["What the tools answered:", "", *(tools or ["- nothing, none was called"]), "", "Limits and errors:", "", *(trouble or ["- none"]), ""]


def stored(answers: Sequence[Answer], shop: Workshop) -> list[str]:
    """What the store holds afterwards, against what was streamed."""
    from ohm_core.store import runs, versions

    project = shop.open(answers[0].project)
    kept = [m for m in shop.messages(project) if m.role == "assistant"]
    same = [m.content for m in kept] == [a.text for a in answers]
    replayed = "".join(str(e.data["content"]) for e in shop.turns.journal.read(shop.owner, project.id) if e.type == "text") == "".join(a.text for a in answers)
    kinds = ", ".join(f"{v.type} {v.number}" for v in versions.latest(shop.store, shop.owner, project.id)) or "none"
    return ["What was stored:", "", f"- {len(kept)} answers, {'the same as' if same else '**not the same as**'} what was streamed; the journal read again gives {'the same' if replayed else '**another text**'}",
            f"- tool calls in the log: {len(runs.tool_log(shop.store, shop.owner, project.id))}", f"- artifacts by version: {kinds}"]


def _cell(text: str, most: int = 400) -> str:
    """TEXT on one line of a table."""
    line = " ".join(text.split()).replace("|", "\\|")
    return line if len(line) <= most else line[:most].rstrip() + f" … ({len(line):,} characters)"
