"""What a display says within each band of a reading: "EMPTY below 10, OK between, FULL above 80"; and the floors of what follows a reading."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ohm_core.design.behaviour import Action, AllOf, Behaviour, Condition, MapOf, Reading, Template, Value
from ohm_core.understand.checks import negated
from ohm_core.understand.clauses import Clause
from ohm_core.understand.dimensions import concepts_in, fits, fitting, unit_of
from ohm_core.understand.drafts import Draft
from ohm_core.understand.grouping import Rule
from ohm_core.understand.page import Page
from ohm_core.understand.quantities import Quantity
from ohm_core.understand.scene import Scene
from ohm_core.understand.subjects import own_concept, reading
from ohm_core.understand.triggers import one_condition

_UNDER = frozenset(["below", "under", "<", "beneath"])
_OVER = frozenset(["above", "over", ">", "beyond", "from"])
_REST = frozenset(["otherwise", "else"])
_KINDS = ("number", "percent", "temperature", "length", "weight", "other")
_LEAST = frozenset(["least", "minimum", "min", "minimally"])
_MOST = frozenset(["most", "maximum", "max", "maximally"])


@dataclass
class _Band:
    """A text with the limits that stand beside it; both None: the rest, or what lies between the others."""

    text: str
    start: int
    end: int
    low: Quantity | None = None
    high: Quantity | None = None
    told: Condition | None = None


def by_bands(scene: Scene, rules: list[Rule]) -> list[Rule]:
    """RULES without those of sentences that give a display a text for each band of one reading; each band has become a behaviour."""
    page = scene.page
    shows = [d for d in scene.acting() if scene.pool.lexicon.is_a(d.concept, "display")]
    for start, end in page.sentences:
        bands = _bands(page, start, end)
        if len(shows) == 1 and _each_state(scene, bands, shows[0]):
            rules = [r for r in rules if not any(start <= c.start < end for c in (*r.conditions, *r.deeds))]
            continue
        limited = [b for b in bands if b.low or b.high]
        if len(limited) < 2 or not (shows or any(f.does == "report" for x in page.verbs_in(start, end) for f in page.frames(x))):
            continue
        unit = next((u for b in limited for q in (b.low, b.high) if (u := unit_of(page, q))), "")
        source = _source(scene, start, end, unit)
        display = shows[0] if shows else scene.pool.serve("show", ("text_display", "graphic_display"), page.said(start, end), start)
        if source is None or display is None:
            continue
        name = reading(scene.pool, *source)
        ends = sorted({q.value for b in limited for q in (b.low, b.high) if q is not None})
        for band in bands:
            when = _condition(name, band, ends)
            if when is not None:
                scene.add(Behaviour(scene.free_id(f"{display.id}_{band.text.lower()}"), when, (Action(display.id, "show", (("text", Template(band.text)),)),), said=page.said(band.start, band.end)))
        rules = [r for r in rules if not any(start <= c.start < end for c in (*r.conditions, *r.deeds))]
    return rules


def _bands(page: Page, start: int, end: int) -> list[_Band]:
    """The texts of a sentence, in quotes or capitals, each with the limits after it (before it, where those come first)."""
    found = _texts(page, start, end)
    first = next((q.start for q in page.quantities if start <= q.start < end and q.kind in _KINDS), end)
    leads = bool(found) and first < found[0].start
    for k, band in enumerate(found):
        low, high = (band.end, found[k + 1].start if k + 1 < len(found) else end) if not leads else (found[k - 1].end if k else start, band.start)
        _limit(page, band, low, high)
        band.start, band.end = min(band.start, low), max(band.end, high)
    for k, band in enumerate(found):
        while band.end > band.start + 1 and (page.low(band.end - 1) in (",", "and", ";", ".") or k + 1 < len(found) and band.end > found[k + 1].start):
            band.end -= 1
    return [b for b in found if b.low or b.high or any(page.low(j) in _REST or page.low(j) in ("when", "if") or page.is_("middling", j) for j in range(b.start, b.end))]


def _each_state(scene: Scene, bands: list[_Band], display: Draft) -> bool:
    """""OPEN" when the contact opens and "SHUT" when it closes": a behaviour for each text; False where a text has no state of its own."""
    page = scene.page
    if len(bands) < 2 or any(b.low or b.high for b in bands):
        return False
    for k, band in enumerate(bands):
        opened = next((j for j in range(band.start, band.end) if page.low(j) in ("when", "if", "while", "once")), -1)
        if opened < 0:
            return False
        before = bands[k - 1].told if k else None
        contrary = before is not None and page.low(opened + 1) == "it" and isinstance(before, Reading) and before.value in (0, 1) and page.lemma_in(band.end - 1, {"close", "shut", "closed", "open", "opened"})
        band.told = negated(before) if contrary and before is not None else one_condition(scene, Clause(opened + 1, band.end, "when"))
    if not all(isinstance(b.told, Reading) for b in bands) or len({b.told for b in bands}) < len(bands):
        return False
    for band in bands:
        assert band.told is not None
        scene.add(Behaviour(scene.free_id(f"{display.id}_{band.text.lower()}"), band.told, (Action(display.id, "show", (("text", Template(band.text)),)),), said=page.said(band.start, band.end)))
    return True


def _texts(page: Page, start: int, end: int) -> list[_Band]:
    """The texts in quotes or capitals among the tokens [START, END)."""
    found: list[_Band] = []
    i = start
    while i < end:
        if page.low(i) in ('"', "“", "„") and (closed := next((j for j in range(i + 1, min(end, i + 8)) if page.low(j) in ('"', "”", "“")), 0)):
            found.append(_Band(page.said(i + 1, closed), i, closed + 1))
            i = closed
        elif page.tokens[i].text.isupper() and page.tokens[i].text.isalpha() and len(page.tokens[i].text) > 1 and i not in page.at:
            found.append(_Band(page.tokens[i].text, i, i + 1))
        i += 1
    return found


def spoken_text(page: Page, start: int, end: int) -> str:
    """The first text in quotes or capitals among the tokens [START, END), "" for none."""
    return next((b.text for b in _texts(page, start, end)), "")


def _limit(page: Page, band: _Band, low: int, high: int) -> None:
    amounts = [q for q in page.quantities if low <= q.start < high and q.kind in _KINDS]
    words = [page.low(j) for j in range(low, high)]
    if len(amounts) > 1:
        band.low, band.high = sorted(amounts[:2], key=lambda q: q.value)
    elif amounts and _UNDER & set(words) or amounts and {"less", "than"} <= set(words):
        band.high = amounts[0]
    elif amounts and (_OVER & set(words) or {"more", "than"} <= set(words)):
        band.low = amounts[0]


def _condition(name: str, band: _Band, ends: list[float]) -> Condition | None:
    """The band of a text; for the one without limits what lies between the others'."""
    low, high = (band.low.value if band.low else None), (band.high.value if band.high else None)
    if low is None and high is None:
        if len(ends) < 2:
            return Reading(name, ">=", ends[0]) if ends else None
        low, high = ends[0], ends[-1]
    if low is not None and high is not None:
        return AllOf((Reading(name, ">=", low), Reading(name, "<=", high)))
    return Reading(name, ">", low) if low is not None else Reading(name, "<", high) if high is not None else None


def _source(scene: Scene, start: int, end: int, unit: str) -> tuple[Draft, str] | None:
    """What the bands are of: the quantity named in the sentence or before it, what the unit tells, the only thing sensed."""
    page, pool = scene.page, scene.pool
    nouns = [x for x in (*page.nouns_in(start, end), *reversed(page.nouns_in(0, start))) if x.sense is not None]
    for item in nouns:
        assert item.sense is not None
        if item.sort == "device" and item.sense.role == "sense":
            draft = next((d for d in scene.drafts_of(item) if fitting(pool, unit, d)), None)
            if draft is not None:
                return draft, own_concept(pool, draft, concepts_in(unit) or draft.kinds)
        concepts = tuple(c for c in (item.sense.concepts or item.sense.sense) if fits(pool, unit, c)) if item.sort in ("phenomenon", "thing") else ()
        if concepts:
            draft = pool.serve("sense", concepts, page.said(item.start, item.end), item.start)
            return (draft, own_concept(pool, draft, concepts)) if draft is not None else None
    sensed = [d for d in scene.sensed() if fitting(pool, unit, d)]
    wanted = concepts_in(unit) if unit != "percent" else ()
    made = sensed[0] if len(sensed) == 1 else pool.serve("sense", wanted, page.said(start, end), start) if wanted and not sensed else None
    return (made, own_concept(pool, made, wanted or made.kinds)) if made is not None else None


def floors(scene: Scene) -> None:
    """"The fan follows the temperature, but never below 20 %", "at least 10 %", "at most 80 %": ends of what is steered."""
    page = scene.page
    for q in [q for q in page.quantities if q.kind in ("percent", "temperature", "number")]:
        before = [page.low(j) for j in range(max(0, q.start - 4), q.start)]
        never = bool({"never", "not"} & set(before)) or "n't" in before
        low = never and bool({"below", "under", "less"} & set(before)) or bool(_LEAST & set(before))
        high = never and bool({"above", "over", "more"} & set(before)) or bool(_MOST & set(before))
        if not (low or high) or q.kind == "temperature" and unit_of(page, q) != "degree":
            continue
        steered = [b for b in scene.behaviours if b.said and page.text.find(b.said[:20]) < page.tokens[q.start].start and any(isinstance(v, MapOf) for a in b.do for _, v in a.args)]
        if steered:
            last = steered[-1]
            scene.behaviours[:] = [replace(b, do=tuple(_bounded(a, q.value, low) for a in b.do)) if b is last else b for b in scene.behaviours]
            scene.silent[:] = [s for s in scene.silent if not s[0] <= q.start < s[1]]


def _bounded(done: Action, value: float, low: bool) -> Action:
    """DONE whose figure stays on one side of VALUE, where VALUE lies within its span."""
    def within(v: Value) -> Value:
        if not isinstance(v, MapOf) or not min(v.to) <= value <= max(v.to):
            return v
        rest = min(v.to) if low else max(v.to)
        first, last = (value if e == rest else e for e in v.to)
        return replace(v, to=(first, last))

    return replace(done, args=tuple((k, within(v)) for k, v in done.args))
