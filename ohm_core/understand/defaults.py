"""What everything named shall do where the words do not say: an assumption each, never silently."""

from __future__ import annotations

from dataclasses import replace

from ohm_core.design.behaviour import Action, AllOf, Always, Behaviour, Condition, Every, Reading, Template
from ohm_core.understand.actions import action, family, opposite, steered
from ohm_core.understand.checks import is_state
from ohm_core.understand.drafts import Draft
from ohm_core.understand.lights import stages, turns, verdicts
from ohm_core.understand.report import _kinds, shown, template
from ohm_core.understand.scene import Scene
from ohm_core.understand.subjects import STATES, happening, reading
from ohm_core.understand.triggers import joined

_DIALS = ("knob", "rotary_steps", "joystick")
_NOTES = [262.0, 294.0, 330.0, 349.0, 392.0, 440.0, 494.0, 523.0]  # C4 to C5, equal temperament, A4 = 440 Hz (ISO 16)
_HANDS = ("press", "touch", "toggle_switch", "contact", "remote_command", "key_entry")
_DRIVEN = ("angle", "spin", "air_flow", "pixel_light", "colored_light", "illumination", "tone", "sound", "exact_turns", "water_flow", "haptic", "switched_power", "display")


def fill(scene: Scene) -> None:
    """Behaviours for every wish that none speaks of yet."""
    verdicts(scene)
    stages(scene)
    turns(scene)
    _dials(scene)
    _hands(scene)
    _senses(scene)
    _displays(scene)
    _stores(scene)
    _alone(scene)


def _idle(scene: Scene) -> list[Draft]:
    touched = scene.touched()
    return [d for d in scene.pool.live() if d.id not in touched]


def _actors(scene: Scene) -> list[Draft]:
    """What can be driven, idle ones first, in the order they were said."""
    idle = {d.id for d in _idle(scene)}
    found = [d for d in scene.acting() if family(scene.pool, d) in _DRIVEN]
    return sorted(found, key=lambda d: (d.id not in idle, d.at))


def _assume(scene: Scene, behaviour: Behaviour, sentence: str) -> None:
    scene.add(behaviour)
    scene.pool.note(sentence)


def _name(draft: Draft) -> str:
    return draft.id.replace("_", " ")


def _dials(scene: Scene) -> None:
    """A knob steers what is idle, else what its own words name."""
    for dial in [d for d in _idle(scene) if d.concept in _DIALS]:
        actors = [a for a in _actors(scene) if a.concept != "switched_power"]
        idle = [a for a in actors if a in _idle(scene)]
        spinning = [a for a in actors if family(scene.pool, a) in ("spin", "air_flow", "illumination", "tone")]
        target = next(iter(idle or spinning or actors), None)
        if target is None:
            continue
        if target.concept == "angle" and not target.counted and "servo" not in target.said.lower():
            target.count = max(target.count, dial.count)  # an arm moved by three knobs has three joints
        done = steered(scene.pool, target, reading(scene.pool, dial), dial.concept, False)
        if done.action == "beep":
            scene.behaviours[:] = [b for b in scene.behaviours if b.said is not None or not isinstance(b.when, Every) or b.do[0].act != target.id]
        _assume(scene, Behaviour(scene.free_id(f"{target.id}_follows_{dial.id}"), Always(), (done,)), f"The {_name(dial)} sets the {_name(target)}.")


def _hands(scene: Scene) -> None:
    """A button switches what is idle; several keys play a note each, or switch one thing each."""
    for hand in [d for d in _idle(scene) if d.concept in _HANDS]:
        actors = _actors(scene)
        idle = [a for a in actors if a in _idle(scene)]
        target = next(iter(idle or [a for a in actors if family(scene.pool, a) != "display"] or actors), None)
        if target is None or hand.concept == "toggle_switch" and not idle and _mastered(scene, hand):
            continue
        if hand.concept in ("press", "touch") and hand.count > 1 and _shared(scene, hand, target):
            continue
        _one_hand(scene, hand, target, _by_hand(scene, hand, target, bool(idle)))


def _mastered(scene: Scene, switch: Draft) -> bool:
    """A switch beside things that rules switch already lets them work or not. False where no rule has a state for condition."""
    closed = Reading(f"{switch.id}.{STATES['toggle_switch']}", "==", 1)
    ruled = [b for b in scene.behaviours if is_state(b.when) and b.said is not None]
    if not ruled:
        return False
    scene.behaviours[:] = [replace(b, when=joined(b.when, closed, AllOf)) if b in ruled else b for b in scene.behaviours]
    scene.pool.note(f"The {_name(switch)} lets the rest work while it is on.")
    return True


def _one_hand(scene: Scene, hand: Draft, target: Draft, done: Action) -> None:
    when: Condition = happening(scene.pool, hand, hand.concept, held=hand.concept == "toggle_switch")
    undo = opposite(done) if isinstance(when, Reading) else None
    _assume(scene, Behaviour(scene.free_id(f"{target.id}_{done.action}"), when, (done,), (undo,) if undo else ()), f"The {_name(hand)} {_verb(done)} the {_name(target)}.")


def _shared(scene: Scene, hand: Draft, target: Draft) -> bool:
    """Several equal buttons: a note each, a thing each, on and direction, to and fro. False where one will do for all."""
    kind = family(scene.pool, target)
    if kind in ("tone", "sound"):
        for key, note in zip(apart(scene, hand), _NOTES * 3, strict=False):
            done = action(scene.pool, target, "tone", (("frequency_hz", note),), 0.3) if kind == "tone" else action(scene.pool, target, "beep", (("duration_s", 0.2),))
            _one_hand(scene, key, target, done)
        return True
    if target.count == hand.count and kind in ("illumination", "switched_power", "colored_light"):
        for key, each in zip(apart(scene, hand), apart(scene, target), strict=False):
            _one_hand(scene, key, each, action(scene.pool, each, "toggle"))
        return True
    both = {"spin": (Action(target.id, "toggle"), Action(target.id, "reverse")), "exact_turns": (Action(target.id, "forward"), Action(target.id, "backward")),
            "angle": (Action(target.id, "move", (("angle_deg", 0.0),)), Action(target.id, "move", (("angle_deg", 180.0),)))}.get(kind)
    both = both or ((Action(target.id, "on"), Action(target.id, "off")) if kind in ("illumination", "colored_light", "switched_power", "air_flow", "water_flow") else None)
    if both is None or hand.count != 2:
        return False
    for key, done in zip(apart(scene, hand), both, strict=False):
        _one_hand(scene, key, target, done)
    return True


def apart(scene: Scene, draft: Draft) -> list[Draft]:
    """DRAFT of several as so many of one, because each does something of its own."""
    if draft.count == 1:
        return [draft]
    scene.behaviours[:] = [_fanned(b, draft) for b in scene.behaviours]
    singles = [replace(draft, id=f"{draft.id}_{n}", count=1, conditions=dict(draft.conditions), attrs=dict(draft.attrs)) for n in range(1, draft.count + 1)]
    at = next(i for i, d in enumerate(scene.pool.drafts) if d is draft)
    scene.pool.drafts[at : at + 1] = singles
    return singles


def _fanned(behaviour: Behaviour, draft: Draft) -> Behaviour:
    """The same behaviour with each action of DRAFT done by every one of its pieces."""
    def fan(actions: tuple[Action, ...]) -> tuple[Action, ...]:
        return tuple(b for a in actions for b in ([replace(a, act=f"{draft.id}_{n}") for n in range(1, draft.count + 1)] if a.act == draft.id else [a]))

    return replace(behaviour, do=fan(behaviour.do), else_=fan(behaviour.else_))


def pairs(scene: Scene, hand: Draft, target: Draft, name: str, words: str) -> list[Behaviour]:
    """"each button toggles its own LED": one behaviour for each pair."""
    return [Behaviour(f"{each.id}_{name}", happening(scene.pool, key, key.concept), (action(scene.pool, each, name),), said=words)
            for key, each in zip(apart(scene, hand), apart(scene, target), strict=False)]


def _by_hand(scene: Scene, hand: Draft, target: Draft, idle: bool) -> Action:
    kind = family(scene.pool, target)
    if kind == "tone":
        return action(scene.pool, target, "tone", (("frequency_hz", 440.0),), 0.3)
    if kind == "sound":
        return action(scene.pool, target, "beep", (("duration_s", 0.2),))
    if kind == "display":
        return Action(target.id, "show", (("text", Template("Pressed")),))
    if kind == "spin" and not idle:
        return Action(target.id, "reverse")
    if hand.concept == "toggle_switch":
        return action(scene.pool, target, "on")
    return action(scene.pool, target, "move" if kind == "angle" else "toggle", (("angle_deg", 90.0),) if kind == "angle" else ())


def _verb(done: Action) -> str:
    return {"toggle": "switches", "tone": "plays a note on", "beep": "sounds", "show": "writes on", "reverse": "reverses", "move": "moves", "on": "switches on", "off": "switches off"}.get(done.action, done.action + "s")


def _senses(scene: Scene) -> None:
    """A sensor drives what is idle beside it: states and limits switch, an idle servo or row of lights follows."""
    for sensor in [d for d in _idle(scene) if d.role in ("sense", "identify")]:
        idle = [a for a in _actors(scene) if a in _idle(scene) and family(scene.pool, a) != "display"]
        if not idle:
            continue
        for target in idle[:1]:
            _driven(scene, sensor, target)


def _driven(scene: Scene, sensor: Draft, target: Draft) -> None:
    concept = sensor.concept
    numeric = concept not in STATES and concept not in ("identity_tag", "fingerprint", "knock", "gesture", "image", "location")
    follows = family(scene.pool, target) in ("angle", "pixel_light", "tone", "colored_light") or target.count > 2
    if numeric and follows:
        done = steered(scene.pool, target, reading(scene.pool, sensor), concept, False)
        _assume(scene, Behaviour(scene.free_id(f"{target.id}_follows_{sensor.id}"), Always(), (done,)), f"The {_name(target)} follows the {_name(sensor)}.")
        return
    when = happening(scene.pool, sensor, concept, held=concept in STATES)
    done = action(scene.pool, target, "alert" if family(scene.pool, target) in ("sound", "tone") else "on", (), None if isinstance(when, Reading) else 5.0)
    undo = opposite(done) if isinstance(when, Reading) else None
    _assume(scene, Behaviour(scene.free_id(f"{target.id}_{done.action}"), when, (done,), (undo,) if undo else ()), f"The {_name(target)} answers to the {_name(sensor)}.")


def _readings(scene: Scene) -> list[tuple[Draft, str]]:
    found = [(d, c) for d in scene.sensed() for c in _kinds(scene, d) if c not in ("identity_tag", "fingerprint", "image", "gesture")]
    return found or [(d, d.concept) for d in scene.pool.live() if d.concept in _DIALS]


def _displays(scene: Scene) -> None:
    for display in [d for d in _idle(scene) if scene.pool.lexicon.is_a(d.concept, "display")]:
        named = _beside(scene, display)
        values = named or _readings(scene)
        done = shown(scene, display, values, "Ready")
        _assume(scene, Behaviour(scene.free_id(f"{display.id}_show"), Every(2.0) if values else Always(), (done,)), f"The {_name(display)} shows {'what is named beside it' if named else 'every reading, renewed every 2 seconds' if values else 'a greeting'}.")


def _beside(scene: Scene, display: Draft) -> list[tuple[Draft, str]]:
    """The readings named right beside a display: "with the humidity on an OLED", "an LCD for temperature and pressure"."""
    page = scene.page
    item = next((x for x in page.items if x.sort == "device" and x.start == display.at), None)
    if item is None:
        return []
    at, found = page.phrase_start(item) - 1, []
    if page.low(at) in ("on", "onto", "to", "via", "over"):
        start = page.phrase_start(item) - 1
        while start > 0 and (page.low(start - 1) in (",", "and", "&", "+", "is", "are", "stands", "stand") or page.is_("determiner", start - 1) or start - 1 in page.at and page.at[start - 1].sort in ("phenomenon", "device")):
            start -= 1
        found = page.nouns_in(start, at)
    elif page.low(item.end) in ("for", "with", "of", ":", "showing"):
        end = item.end + 1
        while page.low(end) in (",", "and", "&", "+") or page.is_("determiner", end) or end in page.at and page.at[end].sort in ("phenomenon", "device"):
            end += 1
        found = page.nouns_in(item.end, end)
    told = [(d, c) for x in found if x.sense is not None and (x.sort == "phenomenon" or x.sense.role == "sense") for d in scene.pool.serving(x.concepts)[:1] for c in x.concepts if scene.pool.provides(d, c)]
    return list({d.id: (d, c) for d, c in reversed(told)}.values())[::-1] if all(x.sense is not None and (x.sort == "phenomenon" or x.sense.role == "sense") for x in found) else []


def _stores(scene: Scene) -> None:
    values = _readings(scene)
    for store in [d for d in _idle(scene) if d.role == "store"]:
        done = Action(store.id, "log", (("text", Template(template(scene, values, "OK"))),))
        _assume(scene, Behaviour(scene.free_id(f"{store.id}_log"), Every(60.0), (done,)), "Values are logged once a minute; change LOG_EVERY_S.")
    if (scene.features.get("wifi") or scene.features.get("bluetooth")) and "board" not in scene.touched() and values:
        done = Action("board", "publish", (("text", Template(template(scene, values, "OK"))),))
        _assume(scene, Behaviour(scene.free_id("publish"), Every(60.0), (done,)), "Values are sent once a minute; change SEND_EVERY_S.")
    idle = [v for v in values if v[0] in _idle(scene) and v[1] != "wall_clock"]
    if idle and not any(scene.pool.lexicon.is_a(d.concept, "display") for d in scene.pool.live()):
        done = Action("board", "log", (("text", Template(template(scene, idle, "OK"))),))
        _assume(scene, Behaviour(scene.free_id("log"), Every(2.0), (done,)), "Readings go to the serial monitor every 2 seconds.")


def _alone(scene: Scene) -> None:
    """What acts with nothing to answer to: a light blinks, a servo sweeps, a pump runs now and then."""
    steady = {"illumination": ("blink", "blinks once a second"), "pixel_light": ("rainbow", "shows a rainbow"), "colored_light": ("rainbow", "fades through the colours"), "angle": ("sweep", "sweeps to and fro"),
              "spin": ("on", "runs"), "air_flow": ("on", "runs"), "exact_turns": ("forward", "turns"), "haptic": ("on", "vibrates for half a second every 5 seconds")}
    for draft in [d for d in _idle(scene) if scene.out(d)]:
        kind = family(scene.pool, draft)
        if kind in steady:
            name, does = steady[kind]
            when: Condition = Every(5.0) if kind == "haptic" else Always()
            args = (("period_s", 1.0),) if name == "blink" else (("from_deg", 0.0), ("to_deg", 180.0), ("period_s", 4.0)) if name == "sweep" else ()
            _assume(scene, Behaviour(scene.free_id(f"{draft.id}_{name}"), when, (Action(draft.id, name, args, 0.5 if kind == "haptic" else None),)), f"Nothing is said of when: the {_name(draft)} {does}.")
        elif kind in ("tone", "sound"):
            _assume(scene, Behaviour(scene.free_id(f"{draft.id}_beep"), Every(5.0), (Action(draft.id, "beep", (("duration_s", 0.2),)),)), f"Nothing is said of when: the {_name(draft)} beeps every 5 seconds.")
        else:
            _assume(scene, Behaviour(scene.free_id(f"{draft.id}_on"), Every(86400.0), (Action(draft.id, "on", (), 5.0),)), f"Nothing is said of when: the {_name(draft)} runs 5 seconds once a day.")
