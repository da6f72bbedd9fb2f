"""Effects that a request does not want: "no sound", "vibrate, not beep", "my cat is scared of beeps"."""

from __future__ import annotations

from ohm_core.understand.items import Item
from ohm_core.understand.scene import Scene
from ohm_core.understand.status import negated, sentence_of

_FEARS = frozenset(["scared", "afraid", "hates", "hate", "annoyed", "annoying", "fear", "fears", "terrified", "allergic"])
_HEARD = frozenset(["sound", "tone", "noise", "beep", "beeping", "beeps", "note", "music"])
_HANDS = ("touch", "press", "motion")
_GENERAL = ("press", "touch", "key_entry", "sound", "illumination", "display", "switched_power", "haptic", "wall_clock", "spin", "water_flow", "air_flow", "audio_playback")


def refuse(scene: Scene) -> None:
    """Marks the concepts that are refused, where the same is not asked for elsewhere."""
    page = scene.page
    no: set[str] = set()
    yes: set[str] = set()
    for item in page.items:
        concept = _effect(scene, item)
        if concept:
            (no if _refused(scene, item) else yes).add(concept)
    for mention in scene.mentions.values():
        sense = mention.item.sense
        if mention.status in ("negated", "replaced") and sense is not None and sense.role in ("act", "show", "time", "input"):
            no |= {next((g for g in _GENERAL if page.lexicon.is_a(sense.concept, g)), sense.concept)} if not sense.part or sense.key in ("buzzer", "speaker", "relay", "rtc") else {sense.concept}
        elif sense is not None:
            yes.add(next((g for g in _GENERAL if page.lexicon.is_a(sense.concept, g)), sense.concept))
    for item in page.items:
        if item.sort == "phenomenon" and item.start in page.aside and item.concepts[0] in _HANDS:
            no.add(item.concepts[0])
    no |= {c for item in page.taken_back if (c := _effect(scene, item) or _made(scene, item))}
    words = [t.low for t in page.tokens]
    if "deaf" in words or "hard of hearing" in " ".join(words):
        no.add("sound")
    scene.pool.refused |= no - yes


def _made(scene: Scene, item: Item) -> str:
    """What a device that acts, shows or is pressed does, "" for all else."""
    sense = item.sense
    if sense is None or sense.sort != "device" or sense.role not in ("act", "show", "input"):
        return ""
    return next((g for g in _GENERAL if scene.page.lexicon.is_a(sense.concept, g)), sense.concept)


def _effect(scene: Scene, item: Item) -> str:
    """The effect that a verb or a word for sound stands for, "" for none."""
    page = scene.page
    if item.as_verb:
        return next((f.default for f in page.frames(item) if f.does == "act" and not f.any_target and f.default in ("sound", "illumination", "haptic")), "")
    words = {page.low(j) for j in range(item.start, item.end)}
    return "sound" if item.sort in ("thing", "phenomenon") and words & _HEARD else ""


def _refused(scene: Scene, item: Item) -> bool:
    """True after "no", "not", "without", "instead of", and for what somebody fears."""
    page, sentence = scene.page, sentence_of(scene.page, item)
    before = {page.low(j) for j in range(max(sentence, item.start - 4), item.start) if page.low(j + 1) not in ("away", "off")}  # "scared away with a noise"
    if before & _FEARS:
        return True
    if item.as_verb:
        near = {page.low(j) for j in range(max(sentence, item.start - 2), item.start)}
        return bool(near & {"not", "no", "don't", "never", "without", "doesn't", "shouldn't", "mustn't"}) and not any(page.is_("condition", j) or page.is_("held", j) for j in range(max(sentence, item.start - 6), item.start)) or page.low(item.start - 1) == "for" and page.low(item.start - 2) in ("need", "reason") and page.low(item.start - 3) in ("no", "without")
    return negated(page, page.phrase_start(item), item, sentence)
