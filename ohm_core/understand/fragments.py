"""A second reading of what shall be done: sentences as strings of fragments, each filling what it leaves unsaid from those before.

"red above 25, green between 18 and 25, blue below", "left button 30 degrees, right 150", "on at 7 and off at 22": people name the
verb, the thing or the quantity once. A fragment has slots (what, does what, under which condition); a missing slot is taken from the
last fragment that filled it. `better` tells which of two readings holds more of what was said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ohm_core.design.behaviour import Action, AllOf, Always, At, Behaviour, Condition, Event, Reading, subjects
from ohm_core.understand.actions import action, family, opposite
from ohm_core.understand.checks import FLIP, is_event
from ohm_core.understand.clauses import Clause
from ohm_core.understand.dimensions import fits, fitting, unit_of
from ohm_core.understand.drafts import Draft
from ohm_core.understand.page import Page
from ohm_core.understand.scene import Scene
from ohm_core.understand.schedule import SUN, duration, schedule
from ohm_core.understand.subjects import HYSTERESIS, happening, reading
from ohm_core.understand.triggers import one_condition
from ohm_core.understand.unused import amounts_in, numbers_in
from ohm_core.understand.verbless import colors_of, in_color

_BREAKS = frozenset([",", ";", ".", ":", "->", "=>", "→", "–", "—", "!", "?", "(", ")", "\n"])
_JOINS = frozenset(["and", "or", "but", "then", "plus", "&"])
_UP = frozenset(["above", "over", "than", "from", "more", "higher", "hotter", "warmer", "exceeds", "beyond", "upwards", "up"])
_DOWN = frozenset(["below", "under", "less", "lower", "colder", "cooler", "beneath", "down", "nearer", "closer", "smaller", "shorter", "fewer", "darker", "drier", "quieter"])
_SWITCH = {"on": "on", "off": "off", "open": "open", "closed": "off", "close": "off", "shut": "off", "out": "off"}


@dataclass
class Fragment:
    """Tokens [start, end) and what they fill."""

    start: int
    end: int
    opener: str = ""  # when, unless, until, otherwise
    things: list[Draft] = field(default_factory=list)
    hands: list[Draft] = field(default_factory=list)
    colors: list[str] = field(default_factory=list)
    does: str = ""
    targets: tuple[str, ...] = ()  # what the verb can act on
    amount: float | None = None  # an angle or share that the deed takes
    limits: list[tuple[str, float]] = field(default_factory=list)  # (<, 18)
    unit: str = ""  # of the limits, as `dimensions` names it
    side: str = ""  # "<" or ">" of a limit whose amount is not said again
    times: Condition | None = None
    for_s: float | None = None
    told: Condition | None = None  # a condition said in full

    def deed(self) -> bool:
        return bool(self.things or self.colors or self.does or self.amount is not None)

    def condition(self) -> bool:
        return bool(self.limits or self.side or self.times is not None or self.told is not None or self.hands)


def fragmentary(scene: Scene) -> list[Behaviour]:
    """The behaviours of the text read fragment by fragment; empty where it is not of that kind."""
    made: list[Behaviour] = []
    for start, end in scene.page.sentences:
        reader = _Reader(scene, made[-1] if made else None)
        pieces = [p for whole in _pieces(scene.page, start, end) for p in _run_on(scene, *whole)]
        made += reader.read([f for f in (_filled(scene, a, b) for a, b in pieces) if f is not None])
    return made


def better(scene: Scene, new: list[Behaviour], old: list[Behaviour], grown: bool = False) -> bool:
    """True when NEW holds more of the amounts and times that were said than OLD; or as many, and OLD has left a clause without a
    deed while NEW has more things act under a condition, without more sensing for it (GROWN)."""
    if not new:
        return False
    mine, others = _amounts(scene, new), _amounts(scene, old, set(scene.rests.values()))
    return mine > others or mine == others and not grown and bool(scene.silent) and _ruled(scene, new) > _ruled(scene, old)


def _amounts(scene: Scene, behaviours: list[Behaviour], also: set[float] | None = None) -> int:
    """How many of the amounts and times of day that were said are in BEHAVIOURS, or are kept beside them (ALSO)."""
    numbers = numbers_in(behaviours) | (also or set())
    suns = {s for t in scene.page.tokens if (s := SUN.get(t.low))}
    amounts = sum(any(abs(v - a.value) <= 0.011 * max(1.0, abs(a.value)) for v in numbers) for a in amounts_in(scene.page))
    return amounts + len(suns & {a.at for b in behaviours for a in _ats(b.when)})


def _ruled(scene: Scene, behaviours: list[Behaviour]) -> int:
    """How many things that were named act under a condition, or are its cause."""
    said = {d.id for d in scene.pool.live() if not d.implied}
    acting = {a.act for b in behaviours if not isinstance(b.when, Always) for a in (*b.do, *b.else_)}
    return len((acting | {s.partition(".")[0] for b in behaviours for s in subjects(b.when)}) & said)


def _ats(condition: Condition) -> list[At]:
    if isinstance(condition, At):
        return [condition]
    return [a for c in getattr(condition, "all", ()) + getattr(condition, "any", ()) for a in _ats(c)]


def _pieces(page: Page, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence between its marks and joining words; "between 18 and 25" stays whole."""
    at = start
    for i in range(start, end):
        word = page.low(i)
        inside = i in page.quantity_at and page.quantity_at[i].start < i or i in page.at and page.at[i].start < i
        between = word == "and" and any(page.low(j) in ("between", "from") for j in range(max(start, i - 4), i)) and page.quantity_at.get(i + 1) is not None
        if (word in _BREAKS or word in _JOINS) and not inside and not between:
            if i > at:
                yield at, i
            at = i + 1
    if end > at:
        yield at, end


def _run_on(scene: Scene, start: int, end: int) -> list[tuple[int, int]]:
    """"when it rains the servo goes to 0": the deed that follows a condition without a comma is a piece of its own."""
    page = scene.page
    opened = max(page.lexicon.phrase(n, page.tokens, start) for n in ("condition", "held"))
    if opened <= start:
        return [(start, end)]
    told = False
    for item in page.items:
        if item.start < opened or item.start >= end:
            continue
        acts = item.sort == "device" and item.sense is not None and item.sense.role in ("act", "show")
        if acts and told and page.phrase_start(item) > opened:
            return [(start, page.phrase_start(item)), (page.phrase_start(item), end)]
        told = told or item.as_verb and not page.plain(item) or item.sort in ("state", "phenomenon")
    return [(start, end)]


def _filled(scene: Scene, start: int, end: int) -> Fragment | None:
    """The slots that tokens [START, END) fill; None where they fill none."""
    page = scene.page
    found = Fragment(start, end)
    for name in ("unless", "until", "condition", "held", "otherwise"):
        stop = page.lexicon.phrase(name, page.tokens, start)
        if stop > start:
            found.opener, found.start = {"condition": "when", "held": "when"}.get(name, name), stop
            break
    if not found.opener and end - found.start > 1 and page.low(end - 1) in ("otherwise", "else"):
        found.opener, end = "otherwise", end - 1  # "…, a red LED otherwise"
    i = found.start
    while i < end:
        i = _slot(scene, found, i, end)
    spoken = schedule(page, found.start, end)
    found.times = spoken[0] if spoken and isinstance(spoken[0], At) else None
    found.for_s = duration(page, found.start, end)
    if found.opener in ("when", "unless", "until") and not found.limits:
        found.told = one_condition(scene, Clause(found.start, end, "when"))
        found.things, found.does, found.amount, found.colors = ([], "", None, []) if found.told is not None else (found.things, found.does, found.amount, found.colors)
    return found if found.deed() or found.condition() or found.opener == "otherwise" else None


def _slot(scene: Scene, found: Fragment, i: int, end: int) -> int:
    """Reads one word or item at I into its slot; where to go on."""
    page = scene.page
    item, quantity = page.at.get(i), page.quantity_at.get(i)
    if quantity is not None and quantity.start == i:
        _amount(scene, found, i)
        return max(quantity.end, i + 1)
    if item is not None and item.start == i and item.sort == "device" and item.sense is not None:
        switched = any(page.low(j) in _SWITCH for j in range(found.start, end))
        drafts = scene.drafts_of(item, switched)
        found.things += [d for d in drafts if scene.out(d) and d not in found.things]
        found.hands += [d for d in drafts if d.role in ("input", "identify") and d not in found.hands]
        return item.end
    if item is not None and item.start == i and item.as_verb:
        frame = next((f for f in page.frames(item) if f.does == "act" and f.action), None)
        if frame is not None and not found.does:
            found.does = "off" if page.low(i) in ("close", "closes", "shut", "shuts", "stop", "stops") else frame.action
            found.targets = frame.target
        return item.end
    word = page.low(i)
    if word in _SWITCH and not found.does and not (word == "on" and found.start < i and page.is_("determiner", i + 1)):  # "the temperature on a screen"
        found.does = _SWITCH[word]
    elif page.is_("color", i):
        found.colors.append(page.lexicon.tables["color"].get(word) or word)
    elif page.is_("label", i):
        found.hands += [d for d in scene.pool.live() if d.label == word and d.role == "input" and d not in found.hands]
        found.things += [d for d in scene.pool.live() if d.label == word and scene.out(d) and d not in found.things]
    elif word in _UP | _DOWN and (i + 1 >= end or page.quantity_at.get(i + 1) is None and page.low(i + 1) not in ("than", "that", "it")):
        found.side = ">" if word in _UP else "<"
    return i + 1


def _amount(scene: Scene, found: Fragment, i: int) -> None:
    """A number: a limit after a word of limits, both ends after "between", else what the deed takes."""
    page = scene.page
    one = page.quantity_at[i]
    counts = page.at.get(one.end)
    if one.kind not in ("number", "temperature", "percent", "length", "weight") or one.kind == "number" and counts is not None and counts.sort in ("device", "product"):
        return
    limits = len(found.limits)
    before = next((page.low(j) for j in range(i - 1, max(found.start - 1, i - 3), -1) if page.low(j) not in ("the", "about", "around", "roughly", "to", "is")), "")
    if page.low(i - 1) == "between" or page.low(i - 2) == "between":
        found.limits.append((">", one.value))
    elif page.low(one.start - 1) in ("and", "to", "-") and any(page.low(j) == "between" for j in range(max(found.start, i - 5), i)):
        found.limits.append(("<", one.value))
    elif before in _UP - {"up", "from"}:
        found.limits.append((">", one.value) if not any(page.low(j) in _DOWN for j in range(max(found.start, i - 3), i)) else ("<", one.value))
    elif before in _DOWN:
        found.limits.append(("<", one.value))
    elif found.amount is None and one.kind in ("number", "temperature", "percent"):
        found.amount = one.value
    found.unit = unit_of(page, one) or found.unit if len(found.limits) > limits else found.unit


class _Reader:
    """Fragments in order → behaviours, remembering what was last spoken of."""

    def __init__(self, scene: Scene, before: Behaviour | None) -> None:
        self.scene = scene
        self.things: list[Draft] = []
        self.does = ""
        self.read_: str = next((s for s in subjects(before.when) if "." in s), "") if before else ""
        self.band: tuple[float, float] | None = None
        self.pending: Condition | None = None
        self.made: list[Behaviour] = []

    def read(self, fragments: list[Fragment]) -> list[Behaviour]:
        if not any(f.deed() for f in fragments) or not any(f.condition() for f in fragments):
            return []
        for i, one in enumerate(fragments):
            self._one(one, fragments[i + 1] if i + 1 < len(fragments) else None)
        return self._ended()

    def _one(self, one: Fragment, after: Fragment | None) -> None:
        condition = self._condition(one)
        if one.opener == "otherwise":
            self._otherwise(one)
        elif one.opener == "unless" and self.made and condition is not None:
            last = self.made[-1]
            self.made[-1] = replace(last, when=AllOf((last.when, _contrary(condition))))
        elif not one.deed() and condition is not None:
            alone = after is not None and after.deed() and not after.condition() and not after.opener
            if self.made and not alone and one.opener == "when":
                last = self.made[-1]
                self.made[-1] = replace(last, when=condition if isinstance(last.when, Always) else AllOf((last.when, condition)))
            else:
                self.pending = condition
        elif one.deed():
            actions = self._actions(one)
            when, self.pending = condition or self.pending or (self.made[-1].when if self.made and one.opener != "when" else None), None
            if actions and when is not None:
                self._add(when, actions, one)

    def _condition(self, one: Fragment) -> Condition | None:
        if one.told is not None:
            self.read_ = next((s for s in subjects(one.told) if isinstance(one.told, Reading)), self.read_)
            return one.told
        if one.times is not None:
            return one.times
        if one.hands:
            return happening(self.scene.pool, one.hands[0], one.hands[0].concept)
        limits = list(one.limits)
        if not limits and one.side and self.band is not None:
            limits = [(one.side, self.band[0] if one.side == "<" else self.band[1])]
        if not limits:
            return None
        self.band = (min(v for _, v in limits), max(v for _, v in limits)) if limits else self.band
        subject = self._quantity(one)
        if not subject:
            return None
        self.read_ = subject
        gap = HYSTERESIS.get(next((d.concept for d in self.scene.pool.live() if d.id == subject.partition(".")[0]), ""), 0.0)
        parts = [Reading(subject, op, value, 0.0 if len(limits) > 1 else gap) for op, value in limits]
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _quantity(self, one: Fragment) -> str:
        """The reading that limits are of: named in the fragment, else the last, else the only thing sensed."""
        page, pool = self.scene.page, self.scene.pool
        named = [x for x in page.nouns_in(one.start, one.end) if x.sort in ("phenomenon", "device") and x.sense is not None and (x.sort == "phenomenon" or x.sense.role == "sense")]
        for item in named:
            drafts = [d for d in pool.serving(item.concepts, item.start) if d.role in ("sense", "input")]
            if drafts and fitting(pool, one.unit, drafts[0]):
                return reading(pool, drafts[0], next((c for c in item.concepts if pool.provides(drafts[0], c)), drafts[0].concept))
        if any(x.sort == "phenomenon" and not any(fits(pool, one.unit, c) for c in x.concepts) and x.end >= one.end - 6 for x in named):
            return ""  # what is named is not told in the unit of the limit; nothing else is taken for it
        if self.read_ and any(d.id == self.read_.partition(".")[0] and fitting(pool, one.unit, d) for d in pool.live()):
            return self.read_
        sensed = [d for d in pool.live() if d.role == "sense" and fitting(pool, one.unit, d)]
        return reading(pool, sensed[0], sensed[0].concept) if len(sensed) == 1 else ""

    def _actions(self, one: Fragment) -> list[Action]:
        scene = self.scene
        if one.colors and not one.things:
            return in_color(scene, one.colors[:1], self.made[-1].do[0] if self.made else None)
        things = [d for d in one.things if not one.colors or not d.color or d.color in one.colors] or self._meant(one)
        if not one.does:
            things = [d for d in things if family(scene.pool, d) != "display"]  # named for what it shows, not to be switched
        does = one.does or self.does or ("move" if one.amount is not None else "on")
        self.things, self.does = things, does if does in ("on", "off", "blink", "beep", "move") else ""
        made = [self._action(d, does, one) for d in things]
        return [replace(a, for_s=one.for_s) if one.for_s else a for a in made]

    def _meant(self, one: Fragment) -> list[Draft]:
        """What a deed without a thing is done to: the last spoken of that its verb can act on, else the only one of that kind."""
        if not one.targets:
            return self.things or self._only()
        fit = [d for d in self.things if any(self.scene.pool.provides(d, t) for t in one.targets)]
        able = [d for d in self.scene.acting() if any(self.scene.pool.provides(d, t) for t in one.targets)]
        return fit or (able if len(able) == 1 else [])

    def _action(self, draft: Draft, does: str, one: Fragment) -> Action:
        kind = family(self.scene.pool, draft)
        if kind == "angle" and one.amount is not None:
            return Action(draft.id, "move", (("angle_deg", one.amount),))
        colors = one.colors or colors_of(self.scene, Clause(one.start, one.end))
        if colors and self.scene.pool.lexicon.any_is_a(draft.concept, ("colored_light", "pixel_light")):
            return Action(draft.id, "color", (("color", colors[0]),))
        return action(self.scene.pool, draft, "alert" if does == "on" and kind in ("sound", "tone") else does)

    def _only(self) -> list[Draft]:
        """What acts, where there is just one such thing."""
        acting = self.scene.acting()
        return acting if len(acting) == 1 else []

    def _add(self, when: Condition, actions: list[Action], one: Fragment) -> None:
        words = self.scene.page.said(one.start, one.end)
        last = self.made[-1] if self.made else None
        if last is not None and last.when == when:
            self.made[-1] = replace(last, do=_joined(last.do, actions, is_event(when)), said=f"{last.said}; {words}")
            return
        self.made.append(Behaviour(f"{actions[0].act}_{actions[0].action}_{len(self.made)}", when, tuple(actions), said=words))

    def _otherwise(self, one: Fragment) -> None:
        actions = self._actions(one) if one.deed() else []
        if self.made and actions and not is_event(self.made[-1].when):
            last = self.made[-1]
            begun, others = {a.act for a in last.do}, {a.act for a in actions}
            ends = tuple(x for a in actions if a.act not in begun and (x := opposite(a)) is not None)
            undone = tuple(x for a in last.do if a.act not in others and (x := opposite(a)) is not None)
            self.made[-1] = replace(last, do=(*last.do, *ends), else_=(*undone, *actions))

    def _ended(self) -> list[Behaviour]:
        """States end what they began, unless another fragment says what the same thing does then."""
        shared = [a.act for b in self.made for a in (*b.do, *b.else_)]
        ended = []
        for b in self.made:
            undo = () if is_event(b.when) or isinstance(b.when, At) or b.else_ else tuple(x for a in b.do if shared.count(a.act) == 1 and (x := opposite(a)) is not None)
            ended.append(replace(b, id=self.scene.free_id(b.id), else_=b.else_ or undo))
        return ended


def _joined(before: tuple[Action, ...], more: list[Action], moment: bool) -> tuple[Action, ...]:
    """The deeds of one condition; on and off of one thing at a moment are a toggle."""
    both = {a.act for a in before if a.action == "on"} & {a.act for a in more if a.action == "off"} if moment else set()
    kept = [Action(a.act, "toggle") if a.act in both else a for a in before]
    return (*kept, *(a for a in more if a.act not in both and a not in kept))


def _contrary(condition: Condition) -> Condition:
    if isinstance(condition, Reading):
        return replace(condition, value=1 - int(condition.value)) if condition.op == "==" and condition.value in (0, 1) else replace(condition, op=FLIP[condition.op])
    return Reading(condition.event, "==", 0) if isinstance(condition, Event) else condition
