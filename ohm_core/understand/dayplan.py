"""What is done at each of several times of day: "on at sunset and off at 23:00", "90 degrees at sunrise, back to 0 at sunset"."""

from __future__ import annotations

from dataclasses import dataclass, field

from ohm_core.design.behaviour import Action, AnyOf, At, Behaviour, Condition
from ohm_core.understand.actions import action, family, opposite
from ohm_core.understand.clauses import Clause
from ohm_core.understand.drafts import Draft
from ohm_core.understand.grouping import Rule
from ohm_core.understand.page import Page
from ohm_core.understand.scene import Scene
from ohm_core.understand.schedule import from_to, hours_from, moment_at
from ohm_core.understand.verbless import usual

_ON = frozenset(["on", "open", "opens", "opened", "start", "starts", "run", "runs"])
_OFF = frozenset(["off", "close", "closes", "closed", "shut", "shuts", "stop", "stops"])
_LASTS = frozenset(["stays", "stay", "remains", "remain"])
_OTHER = frozenset(["other", "otherwise", "rest", "else", "outside"])


@dataclass
class _Entry:
    """One setting with its times: `setting` is "on", "off" or an angle; `ends` the end of each stretch of the day."""

    start: int
    end: int
    settings: list[str | float] = field(default_factory=list)
    times: list[At] = field(default_factory=list)
    ends: list[At] = field(default_factory=list)


def planned(scene: Scene, rules: list[Rule]) -> list[Rule]:
    """RULES without those that set something at times of day, each of which has become a behaviour."""
    page = scene.page
    for start, end in page.sentences:
        mine = [r for r in rules if any(start <= c.start < end for c in (*r.conditions, *r.deeds))]
        entries = _entries(page, start, end)
        if any(r.conditions or r.otherwise for r in mine) or not _is_plan(page, entries, start, end):
            continue
        things = _things(scene, start, end)
        made = [b for e in entries for b in _behaviours(scene, e, things)]
        if not made:
            continue
        scene.behaviours += made
        low, high = entries[0].start, entries[-1].end
        rules = [r for r in rules if r not in mine or not all(low <= c.end and c.start <= high for c in r.deeds)]
    return rules


def _is_plan(page: Page, entries: list[_Entry], start: int, end: int) -> bool:
    full = [e for e in entries if e.settings and e.times]
    stretches = [e for e in full if e.ends]
    words = {page.low(j) for j in range(start, end)}
    if len(full) != len(entries) or any(len(e.settings) > 1 for e in full):
        return False
    return len(full) > 1 and len({e.settings[0] for e in full}) > 1 or len(full) == 1 and bool(stretches) and (len(full[0].ends) > 1 or bool(words & (_LASTS | _OTHER)))


def _entries(page: Page, start: int, end: int) -> list[_Entry]:
    """The settings and times of a sentence in order; a new entry begins where the kind that came first comes again."""
    found: list[_Entry] = []
    first = ""
    other = False
    i = start
    while i < end:
        kind, value, after = _mark(page, i)
        other = other and kind != "time" or page.low(i) in _OTHER and not any(page.low(j) in _ON for j in range(i - 2, i))
        if not kind or kind == "set" and other:
            i = after
            continue
        first = first or kind
        if not found or kind == first and (found[-1].times if kind == "set" else found[-1].settings):
            found.append(_Entry(i, after))
        entry = found[-1]
        entry.end = after
        if kind == "set":
            entry.settings += [s for s in value if s not in entry.settings]
        else:
            entry.times.append(value[0])
            entry.times += [t for t in value[1:] if isinstance(value, list)]
            entry.ends += [value[1]] if isinstance(value, tuple) else []
        i = after
    return found


def _mark(page: Page, i: int) -> tuple[str, list, int]:  # type: ignore[type-arg]
    """("set" or "time", what, the token after) of what stands at token I; ("", [], I + 1) where neither does."""
    if (stretch := from_to(page, i)) is not None:
        return "time", (stretch[0], stretch[1]), stretch[2]  # type: ignore[return-value]
    if page.low(i) == "at" and (hours := hours_from(page, i)):
        return "time", [t for t, _ in hours], hours[-1][1]
    if (one := moment_at(page, i)) is not None:
        return "time", [one[0]], one[1]
    quantity = page.quantity_at.get(i)
    if quantity is not None and quantity.start == i and (quantity.kind == "temperature" or quantity.kind == "number" and page.low(i - 1) == "to"):
        return "set", [quantity.value], quantity.end
    if page.low(i) in _OFF:
        return "set", ["off"], i + 1
    particle = page.low(i) == "on" and (page.low(i + 1) in ("the", "a", "my") or i + 1 in page.at and page.at[i + 1].sort == "thing") and page.low(i - 1) not in ("turn", "switch")
    return ("set", ["on"], i + 1) if page.low(i) in _ON and not particle else ("", [], i + 1)


def _things(scene: Scene, start: int, end: int) -> list[Draft]:
    """What is set: what the sentence names, what the label before it names, what was set last."""
    page = scene.page
    label = next((s for s, e in page.sentences if e == start and page.low(e - 1) == ":"), start)
    named = [d for low in dict.fromkeys((start, label)) for x in page.nouns_in(low, end) for d in scene.drafts_of(x, True) if x.sort in ("device", "product") and scene.out(d) and family(scene.pool, d) != "display"]
    if named:
        return list({d.id: d for d in named}.values())
    last = {a.act for b in scene.behaviours[-1:] for a in b.do}
    return [d for d in scene.acting() if d.id in last] or [d for d in scene.acting() if family(scene.pool, d) != "display" and d.at < start][-1:]


def _behaviours(scene: Scene, entry: _Entry, things: list[Draft]) -> list[Behaviour]:
    """What ENTRY does to THINGS, and its contrary where its stretches end."""
    setting = entry.settings[0]
    clause = Clause(entry.start, entry.end)
    done: list[Action] = []
    for thing in things:
        if isinstance(setting, float):
            done += [Action(thing.id, "move", (("angle_deg", setting),))] if family(scene.pool, thing) == "angle" else []
        elif setting == "off":
            done.append(action(scene.pool, thing, "off"))
        else:
            one = usual(scene, clause, thing, None)
            done += [one] if one is not None else []
    if not done:
        return []
    words = scene.page.said(entry.start, entry.end)
    made = [Behaviour(scene.free_id(f"{done[0].act}_{done[0].action}"), _any(entry.times), tuple(done), said=words)]
    undo = tuple(a for d in done for a in [_contrary(d)] if a is not None)
    if entry.ends and undo:
        made.append(Behaviour(scene.free_id("until"), _any(entry.ends), undo, said=words))
    return made


def _contrary(done: Action) -> Action | None:
    return Action(done.act, "on") if done.action == "off" else opposite(done)


def _any(times: list[At]) -> Condition:
    return times[0] if len(times) == 1 else AnyOf(tuple(times))
