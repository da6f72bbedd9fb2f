"""Keys of a remote control, each with its own deed: "key 1 of the remote switches the lamp, key 2 the fan", "… the lamp with key 2".

They are taken out of the page before its things are named, so that "button 1 of the remote" is no button of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ohm_core.design.behaviour import Action, AllOf, Behaviour, Condition, Event, Reading
from ohm_core.understand.actions import action, family
from ohm_core.understand.clauses import Clause
from ohm_core.understand.deeds import deed_of
from ohm_core.understand.grouping import Rule
from ohm_core.understand.page import Page
from ohm_core.understand.scene import Scene
from ohm_core.understand.subjects import event
from ohm_core.understand.verbless import bare_deeds

# Keys whose codes the firmware has a table of (templates, ohm_ir), with the words for them.
KEYS = {**{str(n): str(n) for n in range(10)}, "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "zero": "0",
        "power": "power", "menu": "menu", "plus": "plus", "+": "plus", "minus": "minus", "back": "back", "previous": "previous", "prev": "previous", "play": "play", "next": "next"}
_WORDS = frozenset(["key", "button", "number", "digit", "btn", "knob"])
_PRESSED = frozenset(["press", "hit", "push", "pressing", "hitting", "pushing", "="])
_JOINTS = frozenset(["and", ",", ";", "with", "by", "on", "via", "using", "the", "while", "then", "or"])
_OF = frozenset(["of", "on", "from", "the", "my", "ir", "infrared", "remote", "control", "tv"])


@dataclass(frozen=True)
class RemoteKey:
    """Tokens [start, end) that name a key of a remote control."""

    start: int
    end: int
    name: str


def remote_keys(page: Page) -> list[RemoteKey]:
    """The keys of a remote control that a text names, in order; none where it has no remote control."""
    remote = [x for x in page.items if x.sort == "device" and x.sense is not None and x.sense.concept == "remote_command"]
    if not remote:
        return []
    found: list[RemoteKey] = []
    for i in range(len(page.tokens)):
        if found and i < found[-1].end:
            continue
        now, after = _word(page, i), _word(page, i + 1)
        if page.lemma_in(i, _WORDS) and after in KEYS and ((amount := page.quantity_at.get(i + 1)) is None or amount.kind == "number"):
            found.append(RemoteKey(i, i + 2, KEYS[after]))
        elif now in KEYS and page.lemma_in(i + 1, _WORDS) and not page.lemma_in(i - 1, _WORDS) and not (page.quantity_at.get(i) is not None and page.low(i + 1).endswith("s")):
            found.append(RemoteKey(i, i + 2, KEYS[now]))
        elif (page.lemma_in(i, _PRESSED) and after in KEYS or found and page.low(i) in _JOINTS and after in KEYS) and after.isdigit() and (page.low(i + 2) in ("on", "of", "=", "->", "turns", "switches", "toggles", "for", "the", "opens", "closes") or page.low(i + 2) == ","):
            found.append(RemoteKey(i + 1, i + 2, KEYS[after]))
    return found


def _word(page: Page, i: int) -> str:
    """The word at token I, a digit as it is written ("key 2" is no "key to")."""
    text = page.tokens[i].text if 0 <= i < len(page.tokens) else ""
    return text if text.isdigit() else page.low(i)


def without_keys(page: Page, keys: list[RemoteKey]) -> Page:
    """PAGE without the items and amounts of KEYS."""
    gone = {t for k in keys for t in range(k.start, k.end)}
    ends = {k.end for k in keys}
    said = (replace(x, as_verb=True) if x.start in ends and x.verbs and x.sense is None else x for x in page.items)  # "button 2 opens": no two of something
    kept = tuple(x for x in said if not gone & set(range(x.start, x.end)))
    return replace(page, items=kept, quantities=tuple(q for q in page.quantities if q.start not in gone)) if keys else page


def by_remote(scene: Scene, rules: list[Rule]) -> list[Rule]:
    """RULES without those of sentences that say what keys of a remote control do; each key has become a behaviour."""
    page = scene.page
    remotes = [d for d in scene.pool.live() if scene.pool.provides(d, "remote_command")]
    for start, end in page.sentences if remotes else ():
        keys = [k for k in scene.keys if start <= k.start < end]
        if not keys:
            continue
        made: list[Behaviour] = []
        for key, (low, high) in zip(keys, _stretches(page, keys, start, end), strict=True):
            done = _done(scene, low, high, made[-1].do if made else ())
            words = page.said(min(low, key.start), max(high, key.end))
            if done:
                made.append(Behaviour(scene.free_id(f"key_{key.name}"), _pressed(scene, remotes[0].id, event(scene.pool, remotes[0], "remote_command"), key.name), tuple(done), said=words))
            else:
                scene.lost(words)
        if made:
            scene.behaviours += made
            scene.pool.note("The keys of the remote control are those of REMOTE_KEYS; every remote has its own codes: press a key, read its code in the serial monitor and put it there.")
        rules = [r for r in rules if not any(start <= c.start < end for c in (*r.conditions, *r.deeds))]
    return rules


def _pressed(scene: Scene, id_: str, moment: str, name: str) -> Condition:
    return AllOf((Event(moment), Reading(f"{id_}.key", "==", name)))


def _stretches(page: Page, keys: list[RemoteKey], start: int, end: int) -> list[tuple[int, int]]:
    """The words that say what each key does: those after it, or, where a deed stands before the first key, those before it."""
    after = not any(x.start < keys[0].start and (x.sort == "device" and x.sense is not None and x.sense.role in ("act", "show") or x.as_verb and any(f.does == "act" and f.action for f in page.frames(x)) and not page.lemma_in(x.start, _PRESSED))
                    for x in page.items if x.start >= start)
    if after:
        edges = [*(k.end for k in keys), end]
        return [(_skipped(page, a, b), _trimmed(page, a, b)) for a, b in zip(edges[:-1], [*(k.start for k in keys[1:]), end], strict=True)]
    lows = [start, *(k.end for k in keys[:-1])]
    return [(_skipped(page, a, k.start), _trimmed(page, a, k.start)) for a, k in zip(lows, keys, strict=True)]


def _skipped(page: Page, low: int, high: int) -> int:
    while low < high and page.low(low) in _OF | {"and", ",", ";", "=", "->", ":", "to"}:
        low += 1
    return low


def _trimmed(page: Page, low: int, high: int) -> int:
    while high > low and page.low(high - 1) in _JOINTS:
        high -= 1
    return high


def _done(scene: Scene, low: int, high: int, before: tuple[Action, ...]) -> list[Action]:
    """What the words [LOW, HIGH) do; without a verb the same as BEFORE by what they name, else they switch it."""
    if high <= low:
        return []
    clause = Clause(low, high)
    words = {scene.page.low(j) for j in range(low, high)}
    actions = deed_of(scene, clause).actions
    remote = next((x for x in scene.page.items if x.sort == "device" and x.sense is not None and x.sense.concept == "remote_command"), None)
    actions = actions or deed_of(scene, replace(clause, owner=remote)).actions  # "opens the lid": it is the key that does
    if not actions and (bare := bare_deeds(scene, (clause,), True)):
        like = before[0].action if before and before[0].action in ("toggle", "on", "off", "blink") else "toggle"
        actions = [action(scene.pool, d, like) if a.action == "on" and (d := next((d for d in scene.acting() if d.id == a.act), None)) is not None and family(scene.pool, d) != "angle" else a for a in bare]
    if not actions and before and words & {"off", "on"}:
        actions = [Action(a.act, "off" if "off" in words else "on") for a in before]
    both = {"on", "off"} <= words
    return list(dict.fromkeys(Action(a.act, "toggle") if both and a.action in ("on", "off") else a for a in actions))
