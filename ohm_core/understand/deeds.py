"""Main clauses → actions: what is switched, moved, sounded, shown, sent or kept, and what steers what."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.design.behaviour import Action, AllOf, Every, Held, Reading
from ohm_core.understand.acting import acted_on, only_told, spoken_args
from ohm_core.understand.actions import action, family
from ohm_core.understand.causes import of_noun
from ohm_core.understand.checks import checked
from ohm_core.understand.clauses import Clause
from ohm_core.understand.counting import counted
from ohm_core.understand.deed import Deed
from ohm_core.understand.drafts import Draft
from ohm_core.understand.lasting import calm, lasting
from ohm_core.understand.manners import held_for, press_kind, told_apart, with_manner
from ohm_core.understand.predicates import Arg, Predicate, predicates
from ohm_core.understand.report import reported
from ohm_core.understand.scene import Scene
from ohm_core.understand.schedule import duration, schedule
from ohm_core.understand.states import said
from ohm_core.understand.steering import in_pairs, modulated, steering_of
from ohm_core.understand.subjects import HYSTERESIS, own_concept, reading
from ohm_core.understand.triggers import of_predicate

_WITH = ("with", "using", "by", "via", "from", "through", "on")


def deed_of(scene: Scene, clause: Clause) -> Deed:
    """Everything one main clause asks for."""
    deed = Deed(said=scene.page.said(clause.body, clause.end))
    before: Predicate | None = None
    for p in predicates(scene.page, scene.pool, clause):
        if before is None or not _particle_of(scene, before, p):
            _one(scene, clause, p, deed)
        before = p
    if deed.actions and deed.trigger is None and (still := calm(scene, clause.body, clause.end)) is not None:
        deed.trigger, deed.trigger_said = still[0], scene.page.said(still[1], still[2])
        deed.actions = [replace(a, for_s=None) for a in deed.actions]
    if (deed.actions or clause.joined == "gap") and deed.trigger is None:
        _at_amount(scene, clause, deed)
    deed.actions = with_manner(scene, clause.body, clause.end, deed.actions)
    deed.trigger = held_for(scene, clause.body, clause.end, told_apart(deed.trigger, press_kind(scene.page, clause.body, clause.end)))
    if isinstance(deed.trigger, Held):
        deed.actions = [replace(a, for_s=None) if a.for_s == deed.trigger.for_s else a for a in deed.actions]
    return deed


def _particle_of(scene: Scene, before: Predicate, p: Predicate) -> bool:
    """True for the "on" of "turns the red LED on": the verb before has said it."""
    words = {scene.page.low(j) for j in range(before.item.end, p.item.start)}
    alone = p.item.end - p.item.start == 1 and scene.page.low(p.item.start) in ("on", "off") and before.item.end - before.item.start == 1
    return alone and before.frame is not None and p.frame is before.frame and not words & {"and", ",", "or", "then"}


def _at_amount(scene: Scene, clause: Clause, deed: Deed) -> None:
    """"beep at 60 °C", "fan on from 30 degrees": an amount beside a deed is its condition."""
    if any(a.action in ("move", "sweep", "step", "set", "tone", "publish", "log", "show", "number") for a in deed.actions):
        return
    by: dict[str, tuple[str, ...]] = {"temperature": ("temperature",), "percent": ("humidity", "soil_moisture", "water_level"), "weight": ("weight",)}
    off = any(scene.page.low(j) == "off" for j in range(clause.body, clause.end))
    heats = any(family(scene.pool, d) == "heat" for d in scene.pool.drafts if d.id in {a.act for a in deed.actions})
    if clause.joined == "gap" and off:
        by["number"] = tuple(d.concept for d in scene.sensed()[-1:])
    for quantity in scene.page.quantities:
        if clause.body <= quantity.start < clause.end and quantity.kind in by and scene.page.low(quantity.start - 1) in ("at", "from"):
            soil = quantity.kind == "percent" and any(x.key in ("soil", "soil_word", "plant") for x in scene.page.nouns_in(max(0, clause.body - 12), quantity.start))
            if soil and not scene.pool.serving(("soil_moisture",)):
                scene.pool.serve("sense", ("soil_moisture",), scene.page.said(clause.body, clause.end), clause.body)
            ready = scene.pool.serving(("soil_moisture",) if soil else by[quantity.kind], clause.body) or scene.pool.serving(by[quantity.kind])
            raises = heats or bool(ready) and ready[0].concept == "soil_moisture" and any(family(scene.pool, d) == "water_flow" for d in scene.acting())
            draft = ready[0] if ready else scene.pool.serve("sense", by[quantity.kind], scene.page.said(clause.body, clause.end), clause.body) if quantity.kind in ("temperature", "weight") else None
            if draft is not None:
                concept = own_concept(scene.pool, draft, by[quantity.kind])
                down = next((q.value for q in scene.page.quantities if scene.page.low(quantity.end) in ("down", "to", "until") and q.start - quantity.end in (1, 2) and q.kind == quantity.kind), None)
                gap = HYSTERESIS.get(concept, 0.0) if down is None else abs(quantity.value - down)
                deed.trigger = Reading(reading(scene.pool, draft, concept), "<=" if off != raises else ">=", quantity.value, gap)
                deed.trigger_said = scene.page.said(quantity.start - 1, quantity.end)
            return


def _one(scene: Scene, clause: Clause, p: Predicate, deed: Deed) -> None:
    if p.frame is None:
        _circumstance(scene, p, deed)
        return
    match p.frame.does:
        case "act":
            _act(scene, clause, p, deed)
        case "report" if _just_so(scene, p) or _no_report(scene, p) or p.negated and not any(scene.page.low(j) == "only" for j in range(p.start, p.item.start)):
            pass
        case "report":
            deed.actions += reported(scene, p)
        case "event":
            _happens(scene, p, deed)
        case "sense":
            _sense(scene, p, deed)
        case "modulate":
            modulated(scene, p, deed)
        case "count":
            counted(scene, p, deed)
        case "regulate":
            _regulate(scene, p, deed)
        case "state":
            deed.trigger = deed.trigger or of_predicate(scene, p)
            deed.trigger_said = deed.trigger_said or said(scene, p)


def _no_report(scene: Scene, p: Predicate) -> bool:
    """"no logging to a card", "I saw a lady": nothing that is to be shown or kept."""
    page = scene.page
    if page.low(p.item.start - 1) in ("no", "without", "not") and not any(page.is_("condition", j) for j in range(p.clause.start, p.item.start)):
        return True
    return p.frame is not None and p.frame.key == "see" and page.low(p.item.start) in _SEEN


def _just_so(scene: Scene, p: Predicate) -> bool:
    """"… so I can see that it works": why it is wanted, no display."""
    assert p.frame is not None
    before = {scene.page.low(j) for j in range(max(p.clause.start - 1, p.item.start - 6), p.item.start)}
    return p.frame.key == "see" and "so" in before and not any(not a.left for a in p.args)


def _period(scene: Scene, clause: Clause) -> float:
    """The seconds from one light to the next: "one of six every ten minutes"."""
    timed = schedule(scene.page, clause.start, clause.end)
    return timed[0].every_s if timed and isinstance(timed[0], Every) else 1.0


def _circumstance(scene: Scene, p: Predicate, deed: Deed) -> None:
    """"at night", "in the dark" beside a deed: a condition without a "when"."""
    start = next((s for s, e in scene.page.sentences if s <= p.item.start < e), 0)
    if scene.page.low(start) in ("is", "are", "do", "does", "has", "have") and start != p.item.start:
        of_predicate(scene, p)  # "Do my plants need water?" asks to sense it
        return
    from ohm_core.understand.regulate import kept

    if held := kept(scene, p):
        deed.behaviours += held
        return
    if p.item.key == "loud" and (scene.page.low(p.item.start - 1) in ("and", "+", "&", ",", "plus", "be", "make") or p.item.start == p.clause.body) and not (scene.page.low(p.item.end).isalpha() and scene.page.low(p.item.end) not in ("and", "when", "if", "plus", "or", "until", "once")):
        draft = scene.pool.serve("act", ("sound",), said(scene, p), p.item.start)  # "tell me online + loud"
        deed.actions += [action(scene.pool, draft, "alert")] if draft else []
        return
    if p.item.key in ("near", "far") or _of_a_clock(scene, p):
        return
    if scene.page.low(p.item.start) in ("at", "in", "by", "during"):
        made = of_predicate(scene, p)
        deed.trigger = made if deed.trigger is None or made is None else AllOf((deed.trigger, made))
        deed.trigger_said = deed.trigger_said or said(scene, p)


def _told(scene: Scene, p: Predicate, arg: Arg) -> bool:
    """True where a quantity itself is to be told: "tell me how warm it is", "tells me temperature and humidity"."""
    page = scene.page
    tells = any(page.lemma_in(j, {"tell", "know"}) for j in range(p.item.start, p.item.end))
    return page.low(arg.item.start) in ("how", "what", "whether") or tells and not arg.prep and page.phrase_start(arg.item) == p.item.end


def _of_a_clock(scene: Scene, p: Predicate) -> bool:
    """True for the "at night" of "at nine at night" and beside "from 10 pm to 6 am": the clock tells it."""
    page = scene.page
    if p.item.key not in ("dark", "bright"):
        return False
    at_hour = any(q.end == p.item.start and (q.kind == "clock" or q.kind == "number" and page.low(q.start - 1) == "at") for q in page.quantities)
    return at_hour or any(q.kind == "clock" and p.clause.start <= q.start < p.clause.end for q in page.quantities)


def _act(scene: Scene, clause: Clause, p: Predicate, deed: Deed) -> None:
    if p.frame is not None and p.frame.key == "alert" and any(a.item.sort == "phenomenon" and not a.left and _told(scene, p, a) for a in p.args):
        deed.actions += reported(scene, replace(p, frame=scene.page.lexicon.frames["show"]))  # "tell me how high it is"
        return
    drafts = acted_on(scene, p)
    steering = [a for a in p.args if (a.prep in _WITH or _drives(p, a)) and a.item.sense is not None and a.item.sort == "device" and a.item.sense.role in ("input", "sense")]
    for_s = duration(scene.page, clause.start, clause.end) or (p.frame.for_s if p.frame else None)
    assert p.frame is not None
    args: list[tuple[str, float | str]] = list(p.frame.args)
    args += spoken_args(scene, clause, p)
    name = "off" if p.negated and p.frame.action == "on" else p.frame.action
    closes = _closes(scene, p)
    knobs = [d for a in steering for d in scene.drafts_of(a.item) if d.concept in ("knob", "rotary_steps", "joystick")]
    for draft in drafts:
        if name == "on" and draft.count > 2 and any(scene.page.low(j) == "one" and scene.page.low(j + 1) == "of" for j in range(p.start, p.end)):
            deed.actions.append(Action(draft.id, "chase", (("period_s", _period(scene, clause)),)))
            continue
        if knobs:
            if not draft.counted and draft.concept == "angle" and "servo" not in draft.said.lower():
                draft.count = max(draft.count, knobs[0].count)
            deed.behaviours.append(steering_of(scene, knobs[0], draft, said(scene, p)))
            continue
        alone = name == "chase" and len(drafts) == 1 and draft.count == 1
        shut = closes and family(scene.pool, draft) in ("angle", "lock", "water_flow")
        given = tuple(a for a in args if not shut or a not in p.frame.args)
        deed.actions.append(action(scene.pool, draft, "close" if shut else "blink" if alone else name, given, for_s))
    if steering and not knobs and deed.trigger is None:
        _by_instrument(scene, p, deed)
    key = next((a.item for a in p.args if a.prep in ("with", "by", "using", "for", "via") and a.item.sort == "thing" and a.item.sense is not None and a.item.key in ("card", "rfid_card", "code", "code_word")), None)
    if key is not None and key.sense is not None and p.frame.key in ("unlock", "open_close") and deed.trigger is None:
        held = scene.pool.serve("identify", key.sense.sense, scene.page.said(key.start, key.end), key.start)  # "only opens for her own tag"
        deed.trigger = checked(scene, held, own_concept(scene.pool, held, key.sense.sense)) if held and held.concept in ("identity_tag", "key_entry", "fingerprint") else None
    on = [a.item for a in p.args if (a.prep in ("with", "on", "upon") or a.left and not a.prep and drafts and a.item.start == next((x.start for x in scene.page.nouns_in(clause.body, clause.end)), -1)) and a.item.sort == "phenomenon" and a.item.concepts[0] in ("motion", "touch", "knock", "sound_level", "vibration", "tilt")]
    if on and deed.trigger is None:
        deed.trigger, deed.trigger_said = of_noun(scene, on[0]), scene.page.said(on[0].start, on[0].end)


_CLOSE = frozenset(["close", "shut", "slam", "lower", "latch"])


def _closes(scene: Scene, p: Predicate) -> bool:
    """True for "close it", "the servo shuts the vent": the contrary of opening it."""
    verbs = [j for j in range(p.item.start, p.item.end) if scene.page.lemma_in(j, _CLOSE)]
    opens = any(scene.page.lemma_in(j, {"open", "raise"}) for j in range(p.item.start, p.item.end))
    return p.frame is not None and p.frame.action == "move" and bool(verbs) and not opens


def _by_instrument(scene: Scene, p: Predicate, deed: Deed) -> None:
    """"switch an LED with a push button": the instrument is the condition."""
    for arg in p.args:
        if (arg.prep in _WITH or _drives(p, arg)) and arg.item.sense is not None and arg.item.sense.role in ("input", "sense"):
            if in_pairs(scene, p, arg, deed):
                return
            deed.trigger = of_noun(scene, arg.item)
            deed.trigger_said = scene.page.said(scene.page.phrase_start(arg.item), arg.item.end)
            plain = [a for a in deed.actions if a.action == "on" and a.for_s is None]
            if plain and deed.trigger is not None and arg.item.sense.concept in ("press", "touch", "sound_level", "remote_command"):
                deed.actions = [Action(a.act, "toggle", a.args) if a in plain else a for a in deed.actions]
            return


def _drives(p: Predicate, arg: Arg) -> bool:
    """"the button toggles the LED": a sensor or button as subject of what is done to something else."""
    others = [a for a in p.args if a.item.start > arg.item.start and (not a.left or a.item.sense is not None and a.item.sense.role in ("act", "show"))]
    return arg.left and not arg.prep and arg.item.sort == "device" and (bool(others) or p.pronoun and p.frame is not None and p.frame.key == "turn_off" and arg.item.sense is not None and arg.item.sense.concept in ("press", "touch", "remote_command"))


def _happens(scene: Scene, p: Predicate, deed: Deed) -> None:
    """An event told in a main clause is the condition of what follows it."""
    if p.negated or only_told(scene, p):
        return
    made = of_predicate(scene, p)
    if made is not None and deed.trigger is None and not deed.actions:
        deed.trigger, deed.trigger_said = lasting(scene, p.clause, made), said(scene, p)


_PLACED = ("at", "in", "on", "from", "near", "under", "over", "behind", "beside", "above", "to", "with", "inside", "into")


_SEEN = frozenset(["saw", "seen", "watched", "looked", "noticed", "found", "knew", "learned", "read"])


_GETS = frozenset(["get", "take", "know", "tell", "compare", "read", "test", "collect"])


def _sense(scene: Scene, p: Predicate, deed: Deed) -> None:
    """What is measured joins the drafts; "detect X" is also the condition of what follows."""
    found: list[Draft] = []
    scene.read_out = scene.read_out or scene.page.lemma_in(p.item.start, {"read"})
    for arg in p.args:
        if arg.item.sense is not None and arg.item.sort in ("phenomenon", "thing") and arg.prep != "with":
            concepts = arg.item.sense.concepts or arg.item.sense.sense
            if arg.item.sense.wifi:
                scene.features["wifi"] = True
                continue
            if p.frame is not None and p.frame.concept or arg.item.sort == "thing" and (arg.left or p.frame is not None and p.frame.key == "measure" and len(p.args) > 1):
                continue
            from ohm_core.understand.quantities_wanted import is_produced

            if arg.item.sort == "thing" and arg.prep in _PLACED:
                continue  # "see you at the gym"
            if arg.item.sort == "thing" and {"person", "animal"} & set(arg.item.sense.kinds) and scene.page.lemma_in(p.item.start, _GETS):
                continue  # "I got it from my boss"
            if is_produced(scene.page, arg.item):
                continue
            draft = scene.pool.serve("sense", concepts, said(scene, p), arg.item.start) if concepts else None
            found += [draft] if draft else []
    if p.frame is not None and p.frame.concept == "wall_clock" and (scene.features.get("wifi") or scene.timed()):
        return
    if p.frame is not None and p.frame.default and not found:
        draft = scene.pool.serve(p.frame.default_role, (p.frame.default,), said(scene, p), p.item.start)
        found += [draft] if draft else []
    if found and scene.page.low(p.item.start) in ("tell", "tells") and scene.page.low(p.item.end) in ("me", "us", "her", "him", "them") and not scene.has_output():
        scene.pool.serve("show", ("display",), said(scene, p), p.item.start)
    if p.frame is not None and p.frame.key == "detect" and deed.trigger is None and not deed.actions:
        deed.trigger = of_predicate(scene, p)
        deed.trigger_said = said(scene, p)


def _regulate(scene: Scene, p: Predicate, deed: Deed) -> None:
    """"keep it between 20 and 25 degrees": two limits."""
    from ohm_core.understand.regulate import regulated

    deed.behaviours += regulated(scene, p)
