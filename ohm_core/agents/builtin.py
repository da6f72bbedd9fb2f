"""The engine that answers without a key and without a network: it plans with OHM's own rooms and speaks from their facts.

A first message becomes a design. Later ones change it (the earlier request and the new words are understood together), or
ask about it; a question is answered from the Design, the checks and the catalogue, and what none of them knows is said so.
"""

from __future__ import annotations

import re

from ohm_core.agents import answers, saying
from ohm_core.agents.learned import learned
from ohm_core.agents.request import combined, wants_parts
from ohm_core.agents.turn import Call, Moves, Outcome, Say, Turn
from ohm_core.errors import OhmError
from ohm_core.project import history
from ohm_core.project.documents import inline
from ohm_core.project.prototype import Prototype
from ohm_core.project.shelf import budget_of
from ohm_core.units import CURRENCIES

QUESTION = re.compile(r"\s*(what|why|how|which|who|where|when|is|are|does|do|did|will|explain|show|tell|describe|list)\b", re.I)
POLITE = re.compile(r"\s*(please\s+)?(can|could|would|will) (you|we|it)\b", re.I)
AMOUNT = re.compile(r"(?P<before>[$€£₹¥])?\s?(?P<number>\d+(?:[.,]\d{1,2})?)\s?(?P<after>[$€£₹¥]|usd|eur|gbp|dollars?|euros?|pounds?|bucks|rupees?)?", re.I)
CODES = {**{sign: code for code, sign in reversed(CURRENCIES.items())}, "dollar": "USD", "dollars": "USD", "bucks": "USD", "euro": "EUR", "euros": "EUR", "pound": "GBP", "pounds": "GBP", "rupee": "INR", "rupees": "INR", "usd": "USD", "eur": "EUR", "gbp": "GBP"}


class Builtin:
    """Plays every role that has something to do without a model."""

    name = "builtin"

    def answer(self, turn: Turn) -> Moves:
        before = history.current(turn.shelf, turn.project)
        if before is None:
            yield from self._first(turn)
            return
        topic, sure = what_for(turn.text, before)
        if topic in ("change", "cheaper", "undo", "rename"):
            yield from getattr(self, f"_{topic}")(turn, before)
        else:
            yield from answers.answer(topic, sure, turn, before)

    def _first(self, turn: Turn) -> Moves:
        project = turn.shelf.get(turn.project.id)
        made = yield Call("propose_design", {"text": turn.text, "keep": False})
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
        yield from self._remake(turn, before, combined(before, turn.text), budget=None)

    def _cheaper(self, turn: Turn, before: Prototype) -> Moves:
        amount = budget_said(turn.text)
        if amount:
            project = turn.shelf.set_budget(turn.shelf.get(turn.project.id), amount[0], amount[1] or before.cost.total.currency)
            target = budget_of(project)
            assert target is not None
            yield from self._remake(turn, before, combined(before, turn.text), (target.text(), target.currency))
        else:
            aim = before.cost.total.amount * 3 / 4
            yield from self._remake(turn, before, saying.request_of(before), (f"{aim:.2f}", before.cost.total.currency), only_if_cheaper=True)

    def _remake(self, turn: Turn, before: Prototype, text: str, budget: tuple[str, str] | None, only_if_cheaper: bool = False) -> Moves:
        arguments = {"text": text, **({"budget": budget[0], "currency": budget[1]} if budget else {}), **({"only_if_cheaper": True} if only_if_cheaper else {})}
        made = yield Call("propose_design", arguments)
        after = history.current(turn.shelf, turn.project)
        if not (made and made.ok and after):
            yield Say(_refused(made))
            return
        if made.value is None:
            yield Say(answers.no_cheaper(after) if only_if_cheaper else f"{inline(made.summary)} I found no part, wire or behaviour that “{inline(turn.text[:200])}” would change.\n")
            return
        change = made.value.difference
        if opened := ("wiring" if change.wires else "code" if change.files else "bom" if change.rows else ""):
            tool = f"open_{opened}_drawer"
            if tool in turn.role.tools:
                yield Call(tool)
        target = budget_of(turn.shelf.get(turn.project.id))
        for piece in saying.change_answer(after, before, change, target):
            yield Say(piece)

    def _undo(self, turn: Turn, before: Prototype) -> Moves:
        said = re.search(r"\b(?:version|v)\s*(\d+)\b", turn.text, re.I)
        past = [r.number for r, _ in history.history(turn.shelf, turn.project) if r.state == "kept"]
        number = int(said[1]) if said else past[1] if len(past) > 1 else 0
        if not number:
            yield Say("There is only one version so far, so there is nothing to go back to.\n")
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


def what_for(text: str, before: Prototype) -> tuple[str, float]:
    """What a message wants of a project that has a design, learned from `topics.toml`; a sentence in the form of a question
    is no change unless it asks somebody to do something."""
    topic, sure = learned("topics.toml").judge(text)
    asks = bool(QUESTION.match(text) or text.rstrip().endswith("?")) and not POLITE.match(text)
    if topic in ("cheaper", "undo", "rename") and not (budget_said(text) or learned("topics.toml").distinct(text, topic)):
        topic = "change"
    if topic == "cheaper" and asks and not budget_said(text):
        return "cost", sure
    if asks and topic in ("change", "undo", "rename"):
        return ("what" if answers.named(text, before) else "help"), sure / 2
    if not asks and topic not in ("undo", "rename", "cheaper", "hello", "help") and wants_parts(text, before):
        return "change", sure
    if not asks and sure < 2 * answers.UNSURE and topic not in ("undo", "rename", "cheaper") and len(text.split()) > 2:
        return "change", sure  # something said about the project: understood together with the request, it may matter
    return topic, sure


def budget_said(text: str) -> tuple[str, str] | None:
    """The amount of money in a sentence and its currency ("" where none is said); None without an amount."""
    for found in AMOUNT.finditer(text):
        sign = (found["before"] or found["after"] or "").lower()
        if sign or re.search(r"\b(under|below|budget|most|than|spend)\b", text, re.I):
            return found["number"].replace(",", "."), CODES.get(sign, "")
    return None


def _refused(made: Outcome | None) -> str:
    return (made.summary if made else "Nothing was made.") + "\n"
