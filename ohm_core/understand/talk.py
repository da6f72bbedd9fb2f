"""Tells a request for a device from mere talk: questions, chat, orders to somebody else."""

from __future__ import annotations

from ohm_core.understand.grouping import Rule
from ohm_core.understand.scene import Scene

_EVIDENCE = ("device", "product", "board", "unknown_board", "power", "onboard", "language", "bluetooth", "serial")
_OPENERS = frozenset(["what", "what's", "whats", "who", "who's", "whose", "why", "how", "when", "where", "which", "is", "are", "am", "was", "does", "do", "did", "has", "should", "would", "could", "explain", "translate", "write", "recommend", "summarize", "summarise", "tell", "convert", "fix", "thanks", "thank", "hello", "hi", "good"])
_ASKING = frozenset(["want", "need", "build", "make", "create", "design", "would", "like", "can", "could", "help", "device", "project", "circuit", "arduino", "gadget"])


def mere_talk(scene: Scene, rules: list[Rule]) -> bool:
    """True when nothing in the text is evidence of a device: no part, product or board named, and no condition with a deed."""
    page = scene.page
    if any(x.sort in _EVIDENCE and x.start not in page.aside for x in page.items) or any(not d.implied for d in scene.pool.live()):
        return False
    first = next((i for i, t in enumerate(page.tokens) if t.kind == "word"), 0)
    conditional = any(r.conditions and r.deeds for r in rules)
    if page.low(first) in ("tell", "show") and scene.sensed():
        return False
    if page.low(first) in _OPENERS and not (conditional and page.low(first) in ("when", "tell")):
        orders = any(x.as_verb and not page.plain(x) for s, _ in page.sentences[1:] for x in page.items if x.start == s)
        if orders and scene.acting():
            return False
        return not any(page.low(j) in _ASKING for j in range(first, min(len(page.tokens), first + 5))) or not scene.acting()
    weak = [f for x in page.items if x.as_verb for f in page.frames(x) if f.does != "plain"]
    return not conditional and bool(weak) and all(f.any_target or f.does in ("event", "state") for f in weak)


def forget(scene: Scene) -> None:
    """Nothing of the text becomes a wish."""
    scene.pool.drafts.clear()
    scene.pool.unserved.clear()
    scene.pool.noted.clear()
    scene.pool.asked.clear()
    scene.behaviours.clear()
