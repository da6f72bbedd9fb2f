"""Three to six words that name the project by what it does: the product named, else the thing it is for or what it senses, and
what it makes of that."""

from __future__ import annotations

from ohm_core.design.behaviour import Action, Behaviour, subjects
from ohm_core.understand.drafts import Draft
from ohm_core.understand.lemma import lemmas
from ohm_core.understand.page import Page
from ohm_core.understand.scene import Scene

_SKIP = frozenset(["i", "we", "you", "want", "need", "would", "like", "to", "build", "make", "create", "please", "can", "could", "help", "me", "a", "an", "the", "my", "please", "design", "some", "have", "using", "use", "for", "with", "and", "hi", "hello", "hey", "project", "idea", "so", "just", "it", "is", "that", "this", "of", "on", "im", "i'm", "i'd", "looking", "how", "do", "does", "simple", "want"])
_STOP = frozenset(["that", "which", "when", "if", "whenever", "while", "so", "because", "where", "who", "using", "with", "whose", "and", "then", "once", "until"])
_TRAILING = frozenset(["a", "an", "the", "of", "to", "with", "for", "and", "on", "in", "from", "by", "my", "at", "is", "it", "or", "that", "every", "each", "if", "when"])
# What an effect is called in a title, by its concept or the action of the board; the first of its kind that is said.
_EFFECTS = {
    "water_flow": "watering", "valve": "watering", "sound": "alarm", "tone": "tune player", "audio_playback": "sound player", "text_display": "display", "graphic_display": "display", "number_display": "display", "matrix_display": "display", "light_bar": "light bar",
    "illumination": "light", "colored_light": "coloured light", "pixel_light": "light strip", "laser_light": "laser", "data_log": "logger", "publish": "messages", "angle": "servo", "spin": "motor", "exact_turns": "stepper",
    "air_flow": "fan", "cooling": "fan", "lock": "lock", "haptic": "buzz", "switched_power": "switch", "push_pull": "actuator",
}
_ON_READING = frozenset(["watering", "alarm", "display", "logger", "messages", "light bar", "lock"])  # these say by themselves what they do with what is sensed
_SENSED = {"soil_moisture": "soil moisture", "water_level": "water level", "press": "button", "key_entry": "keypad", "knob": "knob", "rotary_steps": "knob", "toggle_switch": "switch", "identity_tag": "tag", "wall_clock": "time", "contact": "switch", "obstacle": "obstacle", "sound_level": "noise", "magnetic_field": "magnet"}
_DOING = {"blink": "blinking", "toggle": "blinking", "fade": "fading", "sweep": "sweeping", "chase": "running"}
MOST = 6


def title_of(scene: Scene) -> str:
    """The name of what is asked for, capitalised at the front; never empty."""
    page = scene.page
    product = next((x for x in page.items if x.sort == "product" and x.start not in page.told), None)
    if product is not None:
        start = product.start
        while start > 0 and product.start - start < 2 and page.tokens[start - 1].kind == "word" and page.low(start - 1) not in _SKIP | _STOP:
            start -= 1
        return _shaped(page.said(start, product.end))
    return _shaped(_by_function(scene)) if scene.behaviours and (scene.pool.live()) else _shaped(_first_words(page))


def _by_function(scene: Scene) -> str:
    deeds = [(b, a) for b in scene.behaviours for a in b.do]
    effects = list(dict.fromkeys(e for b, a in deeds if b.said is not None or len(scene.behaviours) == 1 for e in [_effect(scene, b, a)] if e))
    things, sensed = _things(scene.page), _sensed(scene)
    if not effects:
        return " and ".join(sensed[:2]) + " sensor" if sensed else _first_words(scene.page)
    told = [e for e in effects if e in _ON_READING]
    if things and effects[0] in _ON_READING:
        return " ".join([things[0], *effects[:2]])
    if told and sensed:
        return " ".join([" and ".join(sensed[:2]), told[0], *(["with", next(e for e in effects if e != told[0])] if len(effects) > 1 else [])])
    if things:
        return " ".join([things[0], *effects[:2]])
    named = _named(scene, deeds[0][1]) or effects[0]
    if sensed:
        return f"{named} controlled by {sensed[0]}"
    return f"{_DOING.get(deeds[0][1].action, '')} {named}".strip() if deeds[0][1].action in _DOING else _first_words(scene.page)


def _effect(scene: Scene, behaviour: Behaviour, action: Action) -> str:
    """What an action makes of the device; "" for what is no end in itself."""
    if action.act == "board":
        return {"publish": "messages", "log": ""}.get(action.action, "")
    draft = _draft(scene, action.act)
    if draft is None or action.action == "off":
        return ""
    return next((_EFFECTS[c] for c in (draft.concept, *draft.kinds) if c in _EFFECTS), "")


def _draft(scene: Scene, subject: str) -> Draft | None:
    return next((d for d in scene.pool.live() if d.id == subject.split(".")[0]), None)


def _things(page: Page) -> list[str]:
    """The things of the world the device is for, in the singular: "tomato", "cat door"; people and what only holds a reading are none."""
    found = []
    for item in page.items:
        if item.sort == "thing" and item.start not in page.told and item.key not in ("person", "tank", "something", "room") and item.sense is not None:
            words = [page.low(j) for j in range(item.start, item.end) if not page.is_("determiner", j)] or [page.low(item.start)]
            last = words[-1]
            single = next((w for w in lemmas(last) if w != last and last.startswith(w[:3])), last) if last.endswith("s") and not last.endswith("ss") else last
            found.append(" ".join([*words[:-1], single]))
        elif item.sort == "phenomenon" and item.key.endswith("_open") and item.start not in page.told:
            found.append(page.low(item.start))
    return list(dict.fromkeys(found))


def _sensed(scene: Scene) -> list[str]:
    """What the behaviours go by, in their order."""
    found: dict[str, None] = {}
    for behaviour in (b for b in scene.behaviours if b.said is not None):
        for subject in sorted(subjects((behaviour.when, *behaviour.do)), key=lambda s: s.split(".")[0] not in {x.split(".")[0] for x in subjects((behaviour.when,))}):
            draft = _draft(scene, subject)
            if draft is not None and draft.role in ("sense", "input", "identify"):
                concepts = [n for n in ("temperature", "humidity", "pressure") if subject.partition(".")[2].startswith(n)] or [draft.concept]
                found[_SENSED.get(concepts[0], concepts[0].replace("_", " "))] = None
    text = scene.page.text.lower()
    return sorted(found, key=lambda name: text.find(name) if name in text else len(text))


def _named(scene: Scene, action: Action) -> str:
    """The device of an action in the words of the request, without its article."""
    draft = _draft(scene, action.act)
    if draft is None or draft.implied or not draft.said:
        return ""
    words = draft.said.split()
    while len(words) > 1 and words[0].lower() in _SKIP | {"two", "three", "four", "one", "its", "your"}:
        words.pop(0)
    return " ".join(words) if len(words) <= 3 else ""


def _first_words(page: Page) -> str:
    start = 0
    while start < len(page.tokens) and (page.low(start) in _SKIP or page.tokens[start].kind == "punct"):
        start += 1
    end = start
    while end < len(page.tokens) and end - start < MOST and page.low(end) not in _STOP and page.tokens[end].text not in ".,:;!?()":
        end += 1
    return page.said(start, end) if end > start else page.said(0, min(5, len(page.tokens)))


def _shaped(words: str) -> str:
    kept = words.split()[:MOST]
    while len(kept) > 1 and kept[-1].lower() in _TRAILING:
        kept.pop()
    text = " ".join({"led": "LED", "leds": "LEDs", "rgb": "RGB", "oled": "OLED", "lcd": "LCD"}.get(w, w) for w in kept).strip(" ,;:.")
    return (text[:1].upper() + text[1:])[:60] or "Prototype"
