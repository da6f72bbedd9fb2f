"""The engine that answers without a key and without a network: it plans with OHM's own rooms and speaks from their facts.

A first message becomes a design. Later ones change it (what they say is worked into its requirements), or ask about it; a
question is answered from the Design, the checks and the catalogue, and what none of them knows is said so.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ohm_core.agents import answers, received, saying
from ohm_core.agents.roles import GENERAL, role
from ohm_core.agents.turn import Call, Hand, Moves, Outcome, Say, Turn
from ohm_core.agents.wanted import budget_said, currency_said, target, what_for
from ohm_core.errors import OhmError
from ohm_core.project import history
from ohm_core.project.documents import inline
from ohm_core.project.prototype import Prototype, too_dear
from ohm_core.project.revise import revise
from ohm_core.project.shelf import budget_of

NEEDS = {"change": "revise_design", "cheaper": "find_cheaper", "undo": "restore_version"}


class Builtin:
    """Plays every role that has something to do without a model."""

    name = "builtin"

    def answer(self, turn: Turn) -> Moves:
        before = history.current(turn.shelf, turn.project)
        if turn.attached:
            yield from received.answer(turn, before)
            if not received.goes_on(turn, before):
                return
            before = history.current(turn.shelf, turn.project)
        first, topic, sure = before is None, "", 0.0
        if before is not None:
            turn = _resumed(turn, before)
            topic, sure = what_for(turn.text, before)
        tool = "propose_design" if first else NEEDS.get(topic, "")
        if tool and (tool not in turn.role.tools or topic == "change" and turn.intent == "BUDGET"):
            yield Hand(GENERAL)
            turn = replace(turn, role=role(GENERAL))
        if before is None:
            yield from self._first(turn)
        elif topic in ("change", "cheaper", "undo", "rename", "currency"):
            yield from getattr(self, f"_{topic}")(turn, before)
        else:
            yield from answers.answer(topic, sure, turn, before)

    def _first(self, turn: Turn) -> Moves:
        project = turn.shelf.get(turn.project.id)
        own = received.owned_list(turn)
        made = yield Call("propose_design", {"text": turn.text, "keep": False, **({"own": own} if own else {})})
        if not (made and made.ok):
            yield Say(_refused(made))
            return
        prototype = history.current(turn.shelf, project)
        assert prototype is not None
        wishes = prototype.design.requirements
        if wishes and wishes.budget and not project.locked and not budget_of(project):
            project = turn.shelf.set_budget(project, wishes.budget.amount, wishes.budget.currency)
        if project.title == "Untitled" or project.title == turn.text[:60]:
            turn.shelf.rename(project, prototype.design.title)
        yield Call("open_wiring_drawer")
        for piece in saying.first_answer(prototype, budget_of(project)):
            yield Say(piece)

    def _change(self, turn: Turn, before: Prototype) -> Moves:
        made = yield Call("revise_design", {"text": turn.text})
        if not (made and made.ok):
            yield Say(_refused(made))
        elif made.value is None:
            yield Say(_unchanged(turn, before, made.notes))
        else:
            yield from self._told(turn, before, made)

    def _cheaper(self, turn: Turn, before: Prototype) -> Moves:
        said, project = budget_said(turn.text, before), turn.shelf.get(turn.project.id)
        arguments: Mapping[str, Any] = {"currency": project.currency} if project.currency else {}
        if said:
            try:
                wanted = target(said, project.currency or before.cost.total.currency)
                project = turn.shelf.set_budget(project, wanted.amount, wanted.currency)
            except OhmError as error:
                yield Say(error.message + "\n")
                return
            shown = before if wanted.currency == before.cost.total.currency else Prototype.from_design(before.design, before.catalogue, wanted.currency)
            if shown.cost.total.amount <= wanted.amount:
                if "open_budget_drawer" in turn.role.tools:
                    yield Call("open_budget_drawer")
                yield Say(f"The design costs {saying.price(shown)}. {saying.budget_line(shown, wanted)} Nothing had to change.\n")
                yield Say(saying.rates(shown))
                return
            arguments = {"currency": wanted.currency}
        made = yield Call("find_cheaper", arguments)
        after = history.current(turn.shelf, turn.project)
        if not (made and made.ok and after):
            yield Say(_refused(made))
        elif made.value is None or after.cost.total.currency == before.cost.total.currency and after.cost.total.amount >= before.cost.total.amount:
            yield Say(answers.no_cheaper(after))
            yield Say("".join(f"{saying.line(n)}\n" for n in made.notes))
        else:
            yield Say(saying.saved(before, after))
            yield from self._told(turn, before, made)
            aim = budget_of(turn.shelf.get(turn.project.id))
            if aim and aim.currency == after.cost.total.currency and after.cost.total.amount > aim.amount:
                yield Say(f"Nothing cheaper in the catalogue does all of it. Ways out: {saying.line('; '.join(too_dear(after, aim).ways_out))}.\n")

    def _told(self, turn: Turn, before: Prototype, made: Outcome) -> Moves:
        """What is different now."""
        after = history.current(turn.shelf, turn.project)
        assert after is not None
        change = made.value.difference
        if opened := ("wiring" if change.wires else "code" if change.files else "bom" if change.rows else ""):
            tool = f"open_{opened}_drawer"
            if tool in turn.role.tools:
                yield Call(tool)
        for note in made.notes:
            yield Say(saying.line(note) + "\n\n")
        for piece in saying.change_answer(after, before, change, budget_of(turn.shelf.get(turn.project.id))):
            yield Say(piece)

    def _currency(self, turn: Turn, before: Prototype) -> Moves:
        code = currency_said(turn.text)
        project = turn.shelf.get(turn.project.id)
        if not project.locked:
            turn.shelf.set_currency(project, code)
        shown = Prototype.from_design(before.design, before.catalogue, code)
        if "open_budget_drawer" in turn.role.tools:
            yield Call("open_budget_drawer")
        for line in answers.cost(shown):
            yield Say(line + "\n")
        yield Say(saying.rates(shown))

    def _undo(self, turn: Turn, before: Prototype) -> Moves:
        said = re.search(r"\b(?:version|v)\s*(\d+)\b", turn.text, re.I)
        number = int(said[1]) if said else history.earlier(turn.shelf, turn.project, forward=bool(re.search(r"\bredo\b", turn.text, re.I)))
        if not number:
            yield Say("There is no such version to go to: " + ("nothing was undone." if re.search(r"\bredo\b", turn.text, re.I) else "this is the first one.") + "\n")
            return
        made = yield Call("restore_version", {"version": number})
        if made and made.ok:
            yield Say(f"Version {number} is the newest again.\n\n")
            for line in saying.change_lines(made.value.difference):
                yield Say(f"- {line}\n")
        else:
            yield Say(_refused(made))

    def _rename(self, turn: Turn, before: Prototype) -> Moves:
        title = re.sub(r"^.*?\b(?:call(?:ed)?(?: it| this| the project)?|rename(?: it| the project)?(?: to)?|name(?: of the project)?(?: is| it)?|title(?: is| to)?)\b[:\s]+(?:to\s+|is\s+)?", "", turn.text.strip(), count=1, flags=re.I).strip(" .\"'“”")
        try:
            project = turn.shelf.rename(turn.project, title)
        except OhmError as error:
            yield Say(error.message + "\n")
            return
        yield Say(f"The project is called {inline(project.title)} now.\n")


def _resumed(turn: Turn, before: Prototype) -> Turn:
    """A short answer to a question of ours, read together with the message that the question was about."""
    past = turn.history
    if len(past) < 2 or not past[-1].content.rstrip().endswith("?") or past[-1].metadata.get("artifacts") or len(turn.text.split()) > 8 or turn.text.rstrip().endswith("?"):
        return turn
    if revise(before, turn.text).done:
        return turn
    asked = next((m.content for m in reversed(past) if m.role == "user"), "")
    both = f"{asked.strip().rstrip('.!')}, {turn.text.strip()}"
    return replace(turn, text=both) if asked and len(both) < 10_000 and revise(before, both).done else turn


def _unchanged(turn: Turn, before: Prototype, notes: tuple[str, ...]) -> str:
    if notes:
        return "\n".join(saying.line(n) for n in dict.fromkeys(notes)) + "\n"
    if revise(before, turn.text).told:
        return f"The design does that already; nothing changed.\n\n{answers.behaviour_list(before)}"
    return f"Nothing in the design changed: I found no part, wire or behaviour that “{inline(turn.text[:200])}” would change. Name the part or what it shall do, for example “add a button that …”, “replace the … by …”, “set the limit to …”.\n"


def _refused(made: Outcome | None) -> str:
    return (made.summary if made else "Nothing was made.") + "\n"
