"""Product names → the functions and behaviours of their definitions, where the request does not say otherwise."""

from __future__ import annotations

import re
from dataclasses import replace

from ohm_core.design.behaviour import Action, Always, At, Behaviour, Condition, Every, OneOf, Reading
from ohm_core.understand.actions import action, opposite, steered
from ohm_core.understand.checks import with_check
from ohm_core.understand.drafts import Draft
from ohm_core.understand.items import Item
from ohm_core.understand.lexeme import DoesSpec, Lexeme, NeedSpec
from ohm_core.understand.quantities_wanted import is_produced
from ohm_core.understand.scene import Scene
from ohm_core.understand.status import status_of
from ohm_core.understand.subjects import HYSTERESIS, own_concept, reading

_MOVERS = ("spin", "angle", "exact_turns", "linear_motion", "push_pull", "brushless_spin")
_KIND_OF = frozenset(["kind", "type", "sort", "version", "model", "form", "prototype", "design", "simulation", "piece", "copy", "replica", "variant", "idea", "lots"])


def product_items(scene: Scene) -> list[Item]:
    """The product names that say what is wanted: not those only compared with, refused or replaced."""
    page = scene.page
    found = [x for x in page.items if x.sort == "product" and status_of(page, x, page.phrase_start(x)) in ("wanted", "owned")]
    inner = [x for x in found if not _setting(scene, x) and not _there_already(scene, x) and not _behind_relay(scene, x)]
    return inner if inner or len(page.items) > len(found) + 1 else found


def _setting(scene: Scene, item: Item) -> bool:
    """True where a product is only what something is part of: "the speed of my toy car", "in the smart garden"."""
    page, start = scene.page, scene.page.phrase_start(item)
    after = page.at.get(item.end)
    led = item.start < 4 and not any(page.is_("condition", j) for j in range(item.start)) and (page.low(item.end) in (",", "thing", "thingy", ":", "-") or page.low(item.end)[:1] == "x" and page.low(item.end)[1:].isdigit())
    if item.start in scene.conditioned and not led or after is not None and after.start == item.end and after.key == "lamp":
        return True
    before = page.low(start - 1)
    if page.lemma_in(start - 1, {"hear", "know", "like", "love", "hate", "miss"}) and len(page.items) > 2:
        return True  # "my father cannot hear the doorbell"
    if before in ("of", "in", "on", "inside", "near", "behind", "under", "beside", "at") and not (before == "of" and page.low(start - 2) in _KIND_OF or before in ("in", "on", "at") and start == 1):
        return True
    return before == "for" and page.low(start) in ("my", "our", "his", "her", "their") and any(x.sort in ("device", "phenomenon", "product") and x is not item for x in page.items)


def _there_already(scene: Scene, item: Item) -> bool:
    """True for "we have a baby monitor": it is there, and nothing more is said of it than that."""
    page = scene.page
    owned = status_of(page, item, page.phrase_start(item)) == "owned"
    return owned and page.low(item.end) in ("", ".", ",", "!", "so", ")", ";", "already") and len({x.sort for x in page.items if x is not item and not x.as_verb} & {"device", "phenomenon", "product"}) > 0


def _behind_relay(scene: Scene, item: Item) -> bool:
    """True for "switch the Christmas tree lights with a relay": the relay is what is built, the lights are there."""
    page = scene.page
    start, end = next(((s, e) for s, e in page.sentences if s <= item.start < e), (0, 0))
    verb = any(page.lemma_in(j, {"switch", "turn", "control", "operate"}) for j in range(max(start, page.phrase_start(item) - 3), page.phrase_start(item)))
    relay = next((x for x in page.items if item.end <= x.start < end and x.key == "relay"), None)
    return verb and relay is not None and page.low(page.phrase_start(relay) - 1) in ("with", "by", "via", "through", "using", "over")


def add_needs(scene: Scene, said_sense: set[str]) -> None:
    """Drafts for what product names need beyond what is said. SAID_SENSE are concepts that the words ask to sense."""
    for item in product_items(scene):
        assert item.sense is not None
        if item.sense.outside:
            continue
        words = scene.page.said(item.start, item.end)
        grouped: dict[str, list[NeedSpec]] = {}
        for need in item.sense.needs:
            grouped.setdefault(need.role, []).append(need)
        for role, needs in grouped.items():
            if role == "sense" and _told(scene, needs, said_sense, item) or role in ("sense", "input") and (_fetched(scene, item) or item.sense.key == "counter" and _counts(scene)):
                continue
            for need in needs:
                _one(scene, item, need, words)
        if any(d.effect == ("drive",) for d in item.sense.does) and sum(d.count for d in scene.pool.serving(("spin",))) > 1:
            scene.pool.serve("drive", ("motor_drive",), words, item.start)  # what drives about turns its motors both ways


def _counts(scene: Scene) -> bool:
    """True where the words say what is counted."""
    return any(a.act == "board" and a.action == "count" for b in scene.behaviours for a in b.do)


def _fetched(scene: Scene, item: Item) -> bool:
    """True for a "subscriber counter", "weather clock": what it tells comes from the internet, no hand or sense brings it."""
    before = scene.page.at.get(item.start - 1)
    return before is not None and before.sort == "phenomenon" and before.sense is not None and before.sense.wifi


def add_effects(scene: Scene) -> None:
    """Drafts for what a product's name surely does or senses; verbs then speak of these."""
    for item in product_items(scene):
        assert item.sense is not None
        told = _told(scene, [n for n in item.sense.needs if n.role == "sense"], set(), item)
        for need in item.sense.needs if not item.sense.outside else ():
            sensed = need.role in ("sense", "time") and len(need.concepts) == 1 and not (need.role == "sense" and told)
            later = any(x.key == "appliance" and set(x.concepts) & set(need.concepts) for x in scene.page.items)
            if not need.mode and (need.role == "act" and not later and not _other_named(scene, item, need) or sensed):
                _one(scene, item, need, scene.page.said(item.start, item.end))


def _other_named(scene: Scene, item: Item, need: NeedSpec) -> bool:
    """True where a verb asks for another of the ways in which a product can act: a cane that vibrates need not beep as well."""
    page = scene.page
    named = {f.default for x in page.items if x.as_verb and x.start > item.start for f in page.frames(x) if f.does == "act" and not f.any_target}
    return need.concepts[0] not in named and bool(named & set(need.concepts[1:]))


def _told(scene: Scene, needs: list[NeedSpec], said_sense: set[str], item: Item | None = None) -> bool:
    """True when the request itself names one of the quantities that the product's name would bring."""
    if len(needs) > 1 and (scene.sensed() or any(x.sort == "phenomenon" and not is_produced(scene.page, x) for x in scene.page.items)):
        return True
    before = scene.page.at.get(item.start - 1) if item is not None else None
    if before is not None and before.sort == "phenomenon" and {d.concept for d in scene.sensed()} & set(before.concepts):
        return True  # "lpg leak alarm": what it senses is said right before its name
    named = {d.concept for d in scene.sensed()} | {k for d in scene.sensed() for k in d.kinds} | said_sense
    return any(c in named for n in needs for c in n.concepts)


def _one(scene: Scene, item: Item, need: NeedSpec, words: str) -> None:
    pool = scene.pool
    if need.concepts[:1] == ("wall_clock",) and scene.features.get("wifi"):
        return
    if need.role == "show" and "show" in pool.lacking:
        return  # the display that is named is missing; another is not what was asked for
    if need.mode == "out" and scene.has_output() or need.mode == "?" and _has_role(scene, need):
        return
    if need.role == "act" and any(map(pool.refused_, need.concepts)) and scene.acting():
        return
    colors = need.colors or ("",)
    for color in colors:
        ready = [d for d in pool.serving(need.concepts, item.start) if not color or d.color in (color, "") and d.count == 1 or len(pool.serving(need.concepts)) == 1 and d.count >= len(colors)]
        if ready:
            _grown(ready[0], need, color, len(colors))
            continue
        if need.role == "sense" and need.mode == "?" and any(d.role == "input" for d in pool.live()):
            continue
        draft = pool.serve(need.role, need.concepts, words, item.start, count=need.count, color=color, medium=need.medium)
        if draft and need.count > draft.count and not draft.counted:
            draft.count = need.count


def _grown(draft: Draft, need: NeedSpec, color: str, colors: int) -> None:
    if need.count > draft.count and not draft.counted:
        draft.count = need.count
    if color and not draft.color and draft.count == 1 and draft.concept == "illumination" and not draft.part.startswith("led-rgb"):
        draft.color = color


def _has_role(scene: Scene, need: NeedSpec) -> bool:
    """True when something of the role is there; for showing, anything that puts something out."""
    live = scene.pool.live()
    if need.role in scene.pool.lacking:
        return True
    if need.role == "show":
        return scene.has_output()
    if need.role == "act" and set(need.concepts) & set(_MOVERS):
        return any(d.concept in _MOVERS for d in live)
    if need.role == "act":
        return any(d.role == "act" or scene.pool.lexicon.is_a(d.concept, "illumination") for d in live)
    if need.role in ("identify", "input"):
        return any(d.role in ("identify", "input") or d.concept in ("identity_tag", "touch", "key_entry", "motion", "distance", "light", "tilt", "acceleration") for d in live)
    return any(d.role == need.role for d in live)


def add_behaviours(scene: Scene) -> None:
    """What a product's name says it does, where nothing the request says moves the same things."""
    ended = {a.act for b in scene.behaviours for a in b.do if a.action in ("off", "stop")} - {a.act for b in scene.behaviours for a in b.do if a.action not in ("off", "stop")}
    begun = scene.touched() - ended  # an alarm that a button silences sounds all the same
    for item in product_items(scene):
        assert item.sense is not None
        for does in item.sense.does:
            made = _behaviour(scene, item.sense, does)
            if made is not None and not {a.act for a in made.do} & begun:
                scene.add(made)


def _behaviour(scene: Scene, sense: Lexeme, does: DoesSpec) -> Behaviour | None:
    pool = scene.pool
    said = scene.page.text and None
    if not does.effect or does.effect[0] in ("game", "drive", "cycle", "blink", "toggle", "restart", "spin"):
        return None
    if does.trigger[:1] == ("map",):
        return _mapped(scene, does)
    if does.effect[0] == "show" and not does.trigger:
        return None
    target = next((d for d in pool.serving(_wide(does.effect[0])) if scene.out(d)), None)
    condition = _trigger(scene, does.trigger)
    if target is None or condition is None:
        return None
    seconds = float(does.effect[2]) if len(does.effect) > 2 and re.fullmatch(r"\d+(\.\d+)?", does.effect[2]) else None
    if does.effect[1:2] == ("random",) or does.effect[0] == "show":
        done = _random(scene, target, does.effect[2] if len(does.effect) > 2 else "")
    else:
        done = action(pool, target, does.effect[1] if len(does.effect) > 1 else "on", (), seconds)
    condition = with_check(scene, condition, does.effect[0] == "lock") or condition
    if done.action == "beep" and isinstance(condition, Reading) and not done.args and seconds is None:
        done = replace(done, args=(("period_s", 1.0),))  # an alarm is heard as long as there is cause
    undo = opposite(done) if isinstance(condition, Reading) else None
    return Behaviour(scene.free_id(f"{target.id}_{done.action}"), condition, (done,), (undo,) if undo else (), said)


def _random(scene: Scene, target: Draft, numbers: str) -> Action:
    """An answer or a number at random, as the target can show it."""
    low, _, high = numbers.partition("..")
    if not high:
        scene.pool.note("The answers are chosen at random from a short list; change ANSWERS.")
        return Action(target.id, "show", (("text", OneOf(("Yes", "No", "Maybe", "Ask again"))),))
    choices = tuple(range(int(low), int(high) + 1))
    if scene.pool.lexicon.is_a(target.concept, "illumination"):
        return Action(target.id, "show")  # several LEDs show what they show at random: the pips of a dice
    if target.concept == "number_display":
        return Action(target.id, "number", (("value", OneOf(tuple(float(c) for c in choices))),))
    return Action(target.id, "show", (("text", OneOf(tuple(str(c) for c in choices))),))


def _wide(effect: str) -> tuple[str, ...]:
    """The effect and what may stand in for it."""
    return {"sound": ("sound", "haptic", "illumination"), "illumination": ("illumination", "switched_power", "display"), "lock": ("lock", "angle", "switched_power"), "angle": ("angle", "exact_turns", "spin"),
            "show": ("display", "illumination"), "water_flow": ("water_flow", "switched_power", "angle"), "heat": ("heat", "switched_power"), "tone": ("tone", "sound"), "air_flow": ("air_flow", "spin", "switched_power")}.get(effect, (effect,))


def _mapped(scene: Scene, does: DoesSpec) -> Behaviour | None:
    source = next((d for d in scene.pool.serving((does.trigger[1], "distance", "light", "knob", "weight"))), None)
    target = next((d for d in scene.pool.serving(_wide(does.effect[0])) if scene.out(d)), None)
    if source is None or target is None:
        return None
    concept = own_concept(scene.pool, source, source.kinds)
    done = steered(scene.pool, target, reading(scene.pool, source, concept), concept, False, "beep" if does.effect[0] == "sound" else "")
    return Behaviour(scene.free_id(f"{target.id}_follows_{source.id}"), Always(), (done,), said=None)


def _trigger(scene: Scene, words: tuple[str, ...]) -> Condition | None:
    from ohm_core.understand.subjects import happening

    if not words:
        return Always()
    if words[0] == "at":
        return At(words[1])
    if words[0] == "every":
        return Every(float(words[1]))
    if words[0] == "schedule" and any(q.kind == "clock" for q in scene.page.quantities):
        return None  # the times are said
    if words[0] == "schedule":
        scene.pool.note("It runs every 12 hours; change EVERY_S or say the times.")
        return Every(43200.0)
    pool = scene.pool
    sensors = pool.serving((words[0],)) or [d for d in pool.live() if d.role in ("sense", "input", "identify")]
    if not sensors or words[0] == "press" and sensors[0].concept in ("knob", "rotary_steps", "joystick"):
        return None
    concept = own_concept(pool, sensors[0], (words[0], *sensors[0].kinds))
    if len(words) == 3 and concept == words[0]:
        value = float(words[2])
        pool.note(f"{concept.replace('_', ' ').capitalize()} {'below' if words[1] == '<' else 'above'} {value:g} is the limit; change {concept.upper()}_LIMIT.")
        return Reading(reading(pool, sensors[0], concept), words[1], value, HYSTERESIS.get(concept, 0.0))
    return happening(pool, sensors[0], concept, name="opened" if words[0] == "magnetic_field" else "")
