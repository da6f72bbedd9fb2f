"""One of a list after the other: "each press shows the next colour: red, green, blue", "a button that cycles through three modes"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ohm_core.design.behaviour import Action, Behaviour, Condition, Event, Every
from ohm_core.understand.actions import family
from ohm_core.understand.causes import of_noun
from ohm_core.understand.drafts import Draft
from ohm_core.understand.grouping import Rule
from ohm_core.understand.page import Page
from ohm_core.understand.predicates import predicates
from ohm_core.understand.scene import Scene
from ohm_core.understand.schedule import schedule
from ohm_core.understand.subjects import happening
from ohm_core.understand.triggers import condition_of, of_predicate

_THINGS = {"color": "color", "colour": "color", "hue": "color", "mode": "mode", "effect": "mode", "pattern": "mode", "animation": "mode", "scene": "mode", "state": "mode", "program": "mode",
           "position": "angle", "angle": "angle", "speed": "speed", "level": "level", "brightness": "level", "tone": "tone", "note": "tone", "track": "track", "song": "track", "melody": "track", "tune": "track"}
_THROUGH = frozenset(["cycle", "step", "rotate", "go", "switch", "scroll", "move", "run", "loop", "alternate", "toggle", "change", "circulate"])
_CHANGES = frozenset(["change", "select", "choose", "switch", "set", "pick", "cycle", "step"])
_FILLERS = frozenset(["to", "at", "the", "a", "an", "its", "then", "first", "finally", "and", "or", "in", "back", "turned", "completely", "fully"])
_WORDS: dict[str, tuple[str, float]] = {
    "on": ("on", 0), "steady": ("on", 0), "steadily": ("on", 0), "constant": ("on", 0), "solid": ("on", 0), "continuous": ("on", 0), "permanent": ("on", 0), "off": ("off", 0), "dark": ("off", 0), "stop": ("off", 0), "stopped": ("off", 0),
    "blink": ("blink", 1.0), "blinking": ("blink", 1.0), "blinks": ("blink", 1.0), "flash": ("blink", 1.0), "flashing": ("blink", 1.0), "strobe": ("blink", 0.1), "fade": ("fade", 3.0), "fading": ("fade", 3.0), "breathing": ("fade", 3.0),
    "breathe": ("fade", 3.0), "pulse": ("fade", 3.0), "pulsing": ("fade", 3.0), "rainbow": ("rainbow", 0), "dim": ("level", 20), "dimmed": ("level", 20), "low": ("level", 33), "slow": ("level", 33), "half": ("level", 50),
    "medium": ("level", 66), "middle": ("level", 66), "bright": ("level", 100), "high": ("level", 100), "full": ("level", 100), "fast": ("level", 100), "left": ("angle", 0), "right": ("angle", 180)}
_PACE = {"slow": 2.0, "slowly": 2.0, "fast": 0.25, "quick": 0.25, "quickly": 0.25, "rapid": 0.25}
_USUAL: dict[str, tuple[tuple[str, float | str], ...]] = {
    "color": tuple(("color", c) for c in ("red", "green", "blue", "yellow", "cyan", "magenta", "white")), "mode": (("on", 0), ("blink", 1.0), ("off", 0)),
    "angle": (("angle", 0), ("angle", 90), ("angle", 180)), "speed": (("level", 33), ("level", 66), ("level", 100), ("off", 0)), "level": (("level", 20), ("level", 60), ("level", 100), ("off", 0)),
    "tone": tuple(("tone", f) for f in (262, 294, 330, 349, 392, 440, 494, 523)), "track": tuple(("melody", m) for m in ("jingle", "twinkle", "ode", "birthday"))}  # C4 to C5 as in ISO 16
_TRACKS = 5
_SUITS = {"color": ("colored_light", "pixel_light", "illumination"), "angle": ("angle",), "tone": ("tone",), "melody": ("tone",)}
_LIT = ("illumination", "colored_light", "pixel_light")

Option = tuple[str, float | str]


@dataclass(frozen=True)
class _Cue:
    """Where a step is spoken of: tokens [start, end) and what takes turns ("color", "mode" …, "" where only the list tells)."""

    start: int
    end: int
    thing: str = ""
    count: int = 0
    next: bool = False


def stepped(scene: Scene, rules: list[Rule]) -> list[Rule]:
    """Makes the behaviours that step through a list; gives the rules that are left."""
    for sentence in scene.page.sentences:
        cue = _cue(scene.page, *sentence)
        if cue is not None:
            options, end = _options(scene.page, cue, _list_end(scene.page, sentence[1]))
            rules = _made(scene, rules, cue, options, end, sentence)
    return rules


def _list_end(page: Page, end: int) -> int:
    """The end of a sentence, of the one after it too where a colon joins them."""
    return next((e for s, e in page.sentences if s == end), end) if page.low(end - 1) == ":" or page.low(end) == ":" else end


def steps(page: Page, start: int, end: int) -> bool:
    """True where a sentence speaks of the next of a list."""
    return _next(page, start, end) is not None


def _cue(page: Page, start: int, end: int) -> _Cue | None:
    return _next(page, start, end) or _changed(page, start, end)


def _next(page: Page, start: int, end: int) -> _Cue | None:
    """"the next colour", "cycles through …"."""
    for i in range(start, end):
        if page.low(i) in ("next", "following") and (thing := _thing(page, i + 1)):
            return _Cue(i, i + 2, thing, _count(page, i + 2), True)
        if page.low(i) == "next" and page.low(i + 1) in ("of", "one") and page.low(i - 1) == "the" and page.low(i + 2) not in ("on", "off", "again", "turns", "switches"):
            return _Cue(i, i + 2, next((t for j in range(i + 2, min(end, i + 7)) if (t := _thing(page, j))), ""), _count(page, i + 1), True)
        verb = next((j for j in range(i - 1, max(start - 1, i - 7), -1) if page.lemma_in(j, _THROUGH)), 0) if page.low(i) == "through" else i - 1
        if page.low(i) in ("through", "between") and page.lemma_in(verb, _THROUGH) and not (page.low(i) == "between" and page.lemma_in(verb, {"run"})):
            things = [j for j in range(i + 1, min(end, i + 5)) if _thing(page, j)]
            at = things[0] if things else i
            return _Cue(i - 1, at + 1, _thing(page, at), _count(page, i), page.low(i) == "through" or bool(things))
        if page.lemma_in(i, {"cycle", "cycles"}) and i in page.at and _thing(page, i + 1 + (page.low(i + 1) in ("the", "its"))):
            at = i + 1 + (page.low(i + 1) in ("the", "its"))
            return _Cue(i, at + 1, _thing(page, at), 0, True)
    return None


def _changed(page: Page, start: int, end: int) -> _Cue | None:
    """"changes the speed: 30 %, 60 %, off": a step where a list follows."""
    for i in range(start, end):
        if page.lemma_in(i, _CHANGES) and (at := next((j for j in range(i + 1, min(end, i + 5)) if _thing(page, j)), 0)) and not any(page.low(j) in (",", "with", "by", "to", "of") for j in range(i, at)):
            return _Cue(i, at + 1, _thing(page, at), 0)
    return None


def _thing(page: Page, i: int) -> str:
    word = page.low(i)
    return _THINGS.get(word) or _THINGS.get(word.removesuffix("s")) or ""


def _count(page: Page, i: int) -> int:
    """How many "of 4 colours" says."""
    quantity = next((page.quantity_at[j] for j in range(i, i + 3) if j in page.quantity_at), None)
    return int(quantity.value) if quantity is not None and quantity.kind == "number" and 1 < quantity.value <= 12 and _thing(page, quantity.end) else 0


def _options(page: Page, cue: _Cue, end: int) -> tuple[list[Option], int]:
    """What takes turns, read from the list after the cue, and where the list ends."""
    found: list[Option] = []
    last = i = cue.end
    colon = next((j + 1 for j in range(i, end) if page.low(j) == ":"), 0)
    if colon and not any(_option(page, j, cue.thing)[0] for j in range(i, colon) if page.low(j - 1) != "of"):
        last = i = colon
    while i < end:
        if page.low(i) in (",", ":", "-", "–", "—", "/", "→", "(", "->", ";") or page.low(i) in _FILLERS or page.is_("adverb", i) and page.low(i) not in _PACE:
            i += 1
            continue
        option, stop = _option(page, i, cue.thing)
        if option is None:
            if found or i - cue.end > 8:
                break
            i += 1
            continue
        found.append(option)
        i = last = stop
    return _same_unit(page, found), last


def _option(page: Page, i: int, thing: str) -> tuple[Option | None, int]:
    word = page.low(i)
    for stop in (i + 2, i + 1):
        color = " ".join(page.low(j) for j in range(i, stop))
        if color in page.lexicon.tables["color"]:
            return ("color", page.lexicon.tables["color"][color] or color), stop
    quantity = page.quantity_at.get(i)
    if quantity is not None and quantity.start == i:
        kind = {"percent": "level", "other": "tone", "number": "number", "temperature": "angle"}.get(quantity.kind, "")
        return ((kind, quantity.value), quantity.end) if kind and (kind != "tone" or quantity.unit in ("hz", "khz")) else (None, i)
    after = page.low(i + 1)
    if word in _PACE and (after in _WORDS and _WORDS[after][0] == "blink" or after == "blinks"):
        return ("blink", _PACE[word]), i + 2
    if word in _WORDS:
        name, value = _WORDS[word]
        paced = name == "blink" and after in _PACE
        if thing == "color" and name not in ("off", "on", "rainbow"):
            return None, i
        return (name, _PACE[after] if paced else value), i + 1 + paced
    return None, i


def option_at(page: Page, i: int) -> Option | None:
    """One word of a list that begins at token I ("off", "half", "blink slowly", "red"); None where it is none."""
    return _option(page, i, "")[0]


def switched_to(scene: Scene, target: Draft, option: Option) -> Action:
    """TARGET brought to an option of a list."""
    return _action(scene, target, option)


def _same_unit(page: Page, options: list[Option]) -> list[Option]:
    """"0, 90, 180 degrees": bare numbers are of the kind that the list names."""
    kind = next((k for k, _ in options if k in ("angle", "level", "tone")), "")
    return [(kind, v) if k == "number" and kind else (k, v) for k, v in options]


def _made(scene: Scene, rules: list[Rule], cue: _Cue, options: list[Option], end: int, sentence: tuple[int, int]) -> list[Rule]:
    """The behaviour of one cue, where it has a list and somebody or something that steps."""
    mine = [r for r in rules if any(c.start < end and c.end > cue.start for c in (*r.conditions, *r.deeds))]
    if not cue.next and len(options) < 2:
        return rules
    when = _trigger(scene, mine, sentence, cue)
    if when is None:
        return rules
    kinds = {k for k, _ in options}
    options = [o for o in options if o[0] != "number"] if kinds != {"number"} else [(_THINGS_KIND.get(cue.thing, "level"), v) for _, v in options]
    if len(options) < 2:
        options = list(_USUAL.get(cue.thing or "mode", ()))[: cue.count or None]
        scene.pool.note(f"What takes turns is not said: {', '.join(_name(o) for o in options)}; change the list.")
    target = _target(scene, sentence, cue, options)
    if target is None:
        return rules
    if options[0][0] == "off":
        options = [*options[1:], options[0]]  # it is off at first: the first step must show
    actions = tuple(replace(_action(scene, target, o), turn=n) for n, o in enumerate(options, 1))
    start = min([cue.start, *(c.start for r in mine for c in (*r.conditions, *r.deeds))])
    scene.add(Behaviour(scene.free_id(f"{target.id}_steps"), when, actions, said=scene.page.said(start, max(end, cue.end))))
    return [r for r in rules if r not in mine]


_THINGS_KIND = {"angle": "angle", "speed": "level", "level": "level", "tone": "tone"}


def _trigger(scene: Scene, mine: list[Rule], sentence: tuple[int, int], cue: _Cue) -> Condition | None:
    """What makes the step: a hand's part in the sentence, its condition, an interval, else the hand's part that is there."""
    page = scene.page
    hands = [d for x in page.nouns_in(*sentence) if x.sort == "device" for d in scene.drafts_of(x) if d.role in ("input", "identify")]
    if any(page.lemma_in(j, {"press", "push", "click"}) for j in range(*sentence)):
        hands = [d for d in hands if d.concept in ("press", "touch")] or [d for d in scene.pool.live() if d.concept == "press"]
    conditions = tuple(c for r in mine for c in r.conditions)
    if not hands and conditions and (said := condition_of(scene, conditions)) is not None:
        return said
    if not hands and (told := _happening(scene, mine)) is not None:
        return told
    timed = schedule(page, *sentence)
    if not hands and timed is not None and isinstance(timed[0], Every):
        return timed[0]
    hands = hands or [d for d in scene.pool.live() if d.role == "input" and d.concept not in ("knob", "joystick")]
    if not hands:
        draft = scene.pool.serve("input", ("press",), page.said(cue.start, cue.end), cue.start)
        hands = [draft] if draft else []
    if not hands:
        return None
    made = happening(scene.pool, hands[0], hands[0].concept)
    return made if isinstance(made, Event) or made is not None else None


def _happening(scene: Scene, mine: list[Rule]) -> Condition | None:
    """"Clapping switches the light to the next colour": what happens, told as the subject."""
    for clause in [c for r in mine for c in r.deeds]:
        for p in predicates(scene.page, scene.pool, clause):
            if p.frame is not None and p.frame.does == "event" and (made := of_predicate(scene, p)) is not None:
                return made
        first = next(iter(scene.page.nouns_in(clause.body, clause.end)), None)
        if first is not None and first.sort == "phenomenon" and (made := of_noun(scene, first)) is not None:
            return made
    return None


def _target(scene: Scene, sentence: tuple[int, int], cue: _Cue, options: list[Option]) -> Draft | None:
    """What is stepped: the fitting thing that the sentence names, else the first there is, else a new one."""
    kind = next((k for k, _ in options if k in _SUITS), "")
    colored = kind == "color"
    named = [d for x in scene.page.nouns_in(*sentence) if x.sort in ("device", "product") for d in scene.drafts_of(x, True) if scene.out(d)]
    usual = (*_LIT, "spin", "air_flow", "water_flow", "switched_power", "haptic", "audio_playback")
    for draft in [*named, *scene.acting()]:
        if family(scene.pool, draft) in (_SUITS.get(kind) or usual) or kind == "tone" and scene.pool.could(draft, "tone"):
            return scene.pool.sharpened(draft, ("colored_light",)) if colored else scene.pool.sharpened(draft, ("tone",)) if kind in ("tone", "melody") else draft
    concept = "colored_light" if colored else _SUITS[kind][0] if kind in _SUITS else "illumination"
    return scene.pool.serve("act", (concept,), scene.page.said(cue.start, cue.end), cue.start)


def _action(scene: Scene, target: Draft, option: Option) -> Action:
    name, value = option
    spins = family(scene.pool, target) in ("spin", "air_flow", "water_flow", "haptic")
    if target.concept == "audio_playback":
        return Action(target.id, "off" if name == "off" else "play")
    match name:
        case "color":
            return Action(target.id, "off") if value == "off" else Action(target.id, "color", (("color", value),))
        case "blink" | "fade":
            return Action(target.id, name, (("period_s", value),))
        case "level":
            return Action(target.id, "speed", (("speed_pct", float(value)),)) if spins else Action(target.id, "set", (("level_pct", float(value)),))
        case "angle":
            return Action(target.id, "move", (("angle_deg", float(value)),))
        case "tone":
            return Action(target.id, "tone", (("frequency_hz", float(value)),), 0.5)
        case "melody":
            return Action(target.id, "melody", (("name", value),))
    return Action(target.id, name)


def _name(option: Option) -> str:
    return str(option[1]) if option[0] == "color" else f"{option[0]} {option[1]:g}" if isinstance(option[1], float | int) and option[1] else option[0]
