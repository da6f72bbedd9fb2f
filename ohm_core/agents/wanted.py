"""What a message wants of a project that has a design: a change, an answer, money, an older version, another name."""

from __future__ import annotations

import re

from ohm_core.agents import answers
from ohm_core.agents.learned import learned
from ohm_core.design.behaviour import subjects
from ohm_core.errors import BadInput
from ohm_core.project.prototype import Prototype
from ohm_core.project.revise import revise
from ohm_core.understand import understand
from ohm_core.units import CURRENCIES, Money

QUESTION = re.compile(r"\s*(?:and |but |so |ok(?:ay)?,? )?(what|why|how|which|who|where|when|whose|is|are|does|do(?! it\b| not\b| that\b|n't)|did|will|has|have|can it|could it|would it)\b(?! not\b| like| need| want| also)", re.I)
ASKS_TO_SEE = re.compile(r"\s*(?:please )?(explain|show|tell|describe|list|give)\b", re.I)
POLITE = re.compile(r"\s*(?:please\s+)?(?:(?:can|could|would|will) (?:you|we)|(?:can|could|may) i (?:use|have|add|get|replace|swap|put)|(?:can|could|should) it (?:also|please|instead)|would you mind|do you mind|is it possible (?:to|that)|how about|what about|what if|why not|why don'?t (?:you|we))\b", re.I)
LIKES = re.compile(r"\bi(?:'d| would| do| have| am)?\b", re.I)
SAVES = re.compile(r"\b(?:cheap(?:er|est)?|less expensive|inexpensive|save (?:some )?money|(?:reduce|lower|cut|bring down) (?:the )?(?:costs?|price|total|bill)|too (?:expensive|dear|much money|pricey)|costs? less|for less(?: money)?|lower (?:the )?(?:cost|price))\b", re.I)
MONEY_WORD = re.compile(r"\b(?:budget|spend|costs?|price|pay|afford)\b\D{0,24}?(\d+(?:[.,]\d{1,2})?)(?!\s*(?:%|percent|degrees?|°|cm|mm|seconds?|minutes?|hours?))", re.I)
PRICE = re.compile(r"\b(?:prices?|costs?|totals?|amounts?|sums?|bill|budget|money|currency)\b", re.I)
COSTS = re.compile(r"\b(?:costs?|prices?|expensive|pay|money|budget|how dear)\b", re.I)
IN_CURRENCY = re.compile(r"\b(?:in|to|into|use|using|as)\s+(?P<name>[a-z]{3,8}|[€£¥₹$])(?=\W|$)", re.I)
NAMES = {"dollar": "USD", "euro": "EUR", "pound": "GBP", "rupee": "INR", "yen": "JPY", "franc": "CHF", "yuan": "CNY", "krona": "SEK", "krone": "NOK", "zloty": "PLN", "rand": "ZAR"}
WORKS = frozenset(["undo", "rename"])


def what_for(text: str, before: Prototype) -> tuple[str, float]:
    """The topic of a message and how sure that is. A question never changes the design, and what the design understands as a
    change is one whatever else it sounds like."""
    topic, sure = learned("topics.toml").judge(text)
    polite = bool(POLITE.match(text))
    asks = not polite and bool(QUESTION.match(text) or text.rstrip().endswith("?"))
    if topic in WORKS and not asks and learned("topics.toml").distinct(text, topic) and not _changes(text, before, only_done=topic == "rename"):
        return topic, sure
    if not asks and re.match(r"\W*(?:please )?(?:undo|redo|revert|restore|go back|take (?:that|it) back|back to version)\b", text, re.I):
        return "undo", sure
    if currency_said(text) and not budget_said(text, before) and (PRICE.search(text) or not _changes(text, before, only_done=True)):
        return "currency", 1.0
    if asks:
        if SAVES.search(text) or topic == "cheaper":
            return ("cheaper" if re.search(r"\b(?:can|could|way|possible)\b", text, re.I) else "cost"), max(sure, 0.5)
        if COSTS.search(text):
            return "cost", max(sure, 0.5)
        return (("what" if answers.named(text, before) else "help"), sure / 2) if topic in ("change", *WORKS) else (topic, sure)
    if budget_said(text, before) or SAVES.search(text):
        return "cheaper", 1.0
    if ASKS_TO_SEE.match(text) and not _device_shows(text, before):
        return (topic, sure) if topic not in ("change", "cheaper", *WORKS) else (("what" if answers.named(text, before) else "help"), sure)
    if topic not in ("hello", "help") and _changes(text, before) or _changes(text, before, only_done=True):
        return "change", sure
    if topic in ("cheaper", *WORKS):
        return "change", sure
    return ("change", sure) if sure < 2 * answers.UNSURE and len(text.split()) > 2 else (topic, sure)


def _changes(text: str, before: Prototype, only_done: bool = False) -> bool:
    """True when the words change something, or (unless ONLY_DONE) were about changing it."""
    try:
        revision = revise(before, text)
    except BadInput:
        return False
    return bool(revision.done or not only_done and (revision.asks or revision.told))


def _device_shows(text: str, before: Prototype) -> bool:
    """True when "show …" asks the device to do it: something that it reads, or on a display that is named."""
    try:
        revision, alone = revise(before, text), understand(text, before.catalogue)
    except BadInput:
        return False
    old = before.design.requirements.behaviours if before.design.requirements else ()
    fresh = [b for b in revision.requirements.behaviours if b not in old and b.said]
    reads = any(subjects((b,)) - {a.act for a in (*b.do, *b.else_)} for b in fresh)
    return bool(revision.done) and (reads or any(not w.implied for w in alone.wishes))


def budget_said(text: str, before: Prototype) -> tuple[str, str] | None:
    """The amount of money in a sentence and its currency ("" where none is said); None without an amount of money. A bare
    number is money beside a word for it, or where the design has no limit it could be."""
    try:
        money = understand(text, before.catalogue).budget if re.search(r"[^\W\d_]", text) else None
    except BadInput:
        money = None
    if money:
        return money.text().removesuffix(".00"), money.currency
    if found := MONEY_WORD.search(text):
        return found[1].replace(",", "."), ""
    bare = re.search(r"\b(?:under|below|at most|less than|no more than|max(?:imum)?)\s+(\d+(?:[.,]\d{1,2})?)\s*(?:please)?\W*$", text, re.I)
    if bare and not _changes(text, before):
        return bare[1].replace(",", "."), ""
    return None


def currency_said(text: str) -> str:
    """The code of a currency that prices shall be in; "" where none is said."""
    for found in IN_CURRENCY.finditer(text):
        word = found["name"].lower()
        code = NAMES.get(word.rstrip("s")) or next((c for c, sign in CURRENCIES.items() if word in (c.lower(), sign)), "")
        if code:
            return code
    return ""


def target(said: tuple[str, str], currency: str) -> Money:
    """What was said of money, in the currency it was said in or the project's own."""
    from ohm_core.units import parse_money

    return parse_money(said[0], said[1] or currency, "budget")
