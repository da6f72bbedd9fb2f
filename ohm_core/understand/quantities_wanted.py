"""Quantities named as nouns ("soil moisture on an OLED") → what must be sensed."""

from __future__ import annotations

from ohm_core.design.wishes import Unserved
from ohm_core.understand.items import Item
from ohm_core.understand.lemma import lemmas
from ohm_core.understand.page import Page
from ohm_core.understand.parties import at_both, things
from ohm_core.understand.scene import Scene
from ohm_core.understand.status import status_of

_HEADS = frozenset(["sensor", "detector", "probe", "meter", "gauge", "sensing", "module", "unit", "detection"])
_UNITS = frozenset(["watt", "watts", "amp", "amps", "ampere", "volt", "volts", "gram", "grams", "kilogram", "kilograms", "kilo", "kilos", "decibel", "lux"])
_MAKERS = frozenset(["make", "makes", "produce", "produces", "generate", "generates", "emit", "emits", "play", "plays", "give", "gives", "change", "changes", "simulate"])


def composed(scene: Scene) -> set[int]:
    """Serves "<quantity> sensor" and its like; returns the starts of the nouns that were used so."""
    used: set[int] = set()
    for item in _nouns(scene):
        if _head_after(scene, item):
            used.add(item.start)
            _serve(scene, item, item.end + 1, sure=True)
    return used


def serve_all(scene: Scene, done: set[int]) -> None:
    """Every other quantity named and wanted; soft ones wait for a verb."""
    for item in _nouns(scene):
        if item.start not in done and item.sense is not None and not item.sense.soft and not is_produced(scene.page, item):
            _serve(scene, item, item.end)


def _nouns(scene: Scene) -> list[Item]:
    page = scene.page
    return [x for x in page.items if x.sort == "phenomenon" and status_of(page, x, page.phrase_start(x)) in ("wanted", "owned")]


def _head_after(scene: Scene, item: Item) -> bool:
    """"temperature sensor", "temperature and humidity sensor"."""
    page, i = scene.page, item.end
    while page.low(i) in ("and", ",", "&", "/", "or", "+") and i + 1 in page.at and page.at[i + 1].sort == "phenomenon":
        i = page.at[i + 1].end
    return page.lemma_in(i, _HEADS)


_CHOOSES = frozenset(["dial", "set", "choose", "adjust", "select", "tune", "determine", "decide"])
_EFFECTS = frozenset(["effect", "mode", "animation", "pattern", "imitate", "simulate", "scene", "theme"])


def is_produced(page: Page, item: Item) -> bool:
    """True for a quantity that is produced, not sensed: "make noise", "gas powered", "fire up"."""
    if page.low(item.end) == "of" and (of := page.at.get(item.end + 1) or page.at.get(item.end + 2)) is not None and of.sort in ("wifi", "bluetooth"):
        return True  # "in range of the Wi-Fi"
    before = [page.low(j) for j in range(max(0, page.phrase_start(item) - 2), item.start)]
    if page.low(item.start) == "how" and page.lemma_in(item.start - 1, _CHOOSES) and item.concepts[0] in ("water_level", "light", "sound_level", "weight", "flow", "distance"):
        return True  # "I can dial how much water comes"
    if item.sense is not None and item.sense.concept == "sound_level" and page.low(page.phrase_start(item) - 1) in ("with", "by") and any(f.does == "act" for x in page.verbs_in(max(0, item.start - 8), item.start) for f in page.frames(x)):
        return True  # "scare it off with a loud noise"
    if item.end - item.start == 1 and page.low(item.start) in _UNITS and (page.tokens[item.start - 1].kind == "number" or page.is_("number", item.start - 1)):
        return True  # "the 60 watt heater"
    if item.key == "obstacle" and page.low(page.phrase_start(item) - 1) in ("on", "from", "at", "above", "onto", "by", "through"):
        return True  # "an indicator on the wall", "power from the wall"
    if item.sense is not None and item.sense.concept in ("light", "sound_level") and (_of_effect(page, item) or _set_by_hand(page, item)):
        return True
    if any(page.lemma_in(j, _EFFECTS) for j in range(max(0, item.start - 7), item.start)) and item.sense is not None and item.sense.concept in ("flame", "rain", "wind", "sound_level", "light", "smoke"):
        return True  # "effects (snow, rainbow, fire)"
    if item.sense is not None and item.sense.concept == "sound_level" and {"different", "diff", "own", "various", "nice", "funny"} & set(before):
        return True
    return any(w in _MAKERS for w in before) or page.low(item.end) in ("bottle", "cylinder", "stove", "pipe", "grill", "fighter", "brigade", "powered", "bulb", "show", "extinguisher", "truck", "player", "effect", "switch", "engine", "station", "place", "works")


def _of_effect(page: Page, item: Item) -> bool:
    """"the brightness of the LED", "LED brightness", "volume of the speaker": how it shines, not what is sensed."""
    effects = {"device", "product"}
    ahead = next((page.at[j] for j in range(item.end + 1, item.end + 4) if j in page.at), None) if page.low(item.end) in ("of", "from") else None
    behind = page.at.get(item.start - 1)
    return any(x is not None and x.sort in effects and x.sense is not None and any(page.lexicon.any_is_a(c, ("illumination", "sound")) for c in x.concepts or [c for n in x.sense.needs for c in n.concepts]) for x in (ahead, behind))


_HOW_IT_IS = frozenset(["brightness", "intensity", "luminosity", "loudness", "volume", "darkness"])
_SETS = frozenset(["set", "change", "adjust", "control", "vary", "choose", "dim", "regulate", "pick", "select", "turn", "by", "with", "another", "knob", "up", "down", "manually", "steer", "tune", "fine"])
_AROUND = frozenset(["room", "ambient", "surrounding", "outside", "environment", "measure", "sense", "detect", "how", "sensor", "level", "natural", "day", "current", "according", "depending", "depend", "sunlight", "log", "read", "monitor"])


def _set_by_hand(page: Page, item: Item) -> bool:
    """"turn knob for loudness", "vol+ vol- = brightness", "brightness with another": how what is put out shall be, set by hand."""
    if not {w for j in range(item.start, item.end) for w in lemmas(page.low(j))} & _HOW_IT_IS:
        return False
    start, end = next(((s, e) for s, e in page.sentences if s <= item.start < e), (0, len(page.tokens)))
    near = range(max(start, item.start - 6), min(end, item.end + 6))
    if any(page.lemma_in(j, _AROUND) for j in near) or any(page.is_("condition", j) for j in range(max(start, item.start - 5), item.start)):
        return False
    hand = any(x.sense is not None and x.sort == "device" and (x.sense.role == "input" or x.sense.concept == "remote_command") or x.sort in ("wifi", "bluetooth") for j in range(start, end) if (x := page.at.get(j)) is not None)
    return (hand or any(page.lemma_in(j, _SETS) for j in near)) and _puts_out(page, item)


def _puts_out(page: Page, item: Item) -> bool:
    """True where the request has something whose brightness or loudness ITEM can be."""
    assert item.sense is not None
    kinds = ("illumination", "display") if item.sense.concept == "light" else ("sound", "audio_playback")
    for x in page.items:
        concepts = (*x.concepts, *(c for n in (x.sense.needs if x.sense is not None else ()) for c in n.concepts), *(f.default for f in (page.frames(x) if x.as_verb else ()) if f.does == "act"))
        if x is not item and (x.sort != "phenomenon") and any(page.lexicon.any_is_a(c, kinds) for c in concepts if c):
            return True
    return False


def _count(scene: Scene, item: Item) -> int:
    page = scene.page
    start = page.phrase_start(item)
    numbers = [int(q.value) for q in page.quantities if start <= q.start < item.start and q.kind == "number" and 1 < q.value <= 16 and q.value % 1 == 0]
    i = item.end + page.lemma_in(item.end, _HEADS)
    if page.low(i) in ("in", "for", "at", "on", "under") and page.low(i + 1) in ("each", "both", "every"):
        return things(page, item.start) or 1
    return numbers[0] if numbers else _places(page, item)


_MEASURED = frozenset(["temperature", "humidity", "soil_moisture", "light", "distance", "pressure", "water_level", "gas", "weight", "electric_current", "voltage"])


def times(page: Page, item: Item) -> int:
    """Two for "2x temperature", "two temperatures", "temperature (one in, one out)"; 0 where no number says so."""
    if item.concepts[0] not in _MEASURED:
        return 0
    before = page.quantity_at.get(item.start - 1)
    if before is not None and before.end == item.start and 1 < before.value <= 8 and before.value % 1 == 0 and (before.unit in ("x", "times") or before.kind == "number" and page.low(item.end - 1).endswith("s")):
        return int(before.value)
    if page.low(item.end) in ("(", ":") or page.low(item.end) in ("sensor", "sensors"):
        ones = sum(page.low(j) == "one" and page.low(j + 1) in ("in", "inside", "out", "outside", "at", "on", "under", "for", "indoors", "outdoors", "upstairs", "downstairs") for j in range(item.end, min(len(page.tokens), item.end + 10)))
        return ones if ones > 1 else 0
    start = next((s for s, e in page.sentences if s <= item.start < e), 0)
    apart = any(page.low(j) in ("both", "each") for j in range(max(start, item.start - 4), item.start))
    return at_both(page, item) or (things(page, item.start) if apart else 0)


def _places(page: Page, item: Item) -> int:
    """How many of one quantity "in three rooms", "of two plants" asks for."""
    i = item.end
    quantity = page.quantity_at.get(i + 1) if page.low(i) in ("in", "of", "at", "for", "from") else None
    thing = page.at.get(quantity.end) if quantity is not None and quantity.kind == "number" else None
    several = thing is not None and thing.sort == "thing" and quantity is not None and 1 < quantity.value <= 8 and quantity.value % 1 == 0
    return int(quantity.value) if several and quantity is not None else 1


def _serve(scene: Scene, item: Item, end: int, sure: bool = False) -> None:
    sense = item.sense
    assert sense is not None
    said = scene.page.said(item.start, end)
    if sense.board_reading and not sure:
        if not scene.pool.serving(sense.concepts):
            scene.pool.unserved.append(Unserved(said, "Measuring the supply needs a divider on an analog pin; it is not added."))
        return
    if sense.wifi:
        scene.features["wifi"] = True
        return
    count = max(sense.count, _count(scene, item) if sure else times(scene.page, item) or _places(scene.page, item))
    role = "time" if sense.concept == "wall_clock" else "sense"
    if sense.concept == "wall_clock" and (scene.timed() or scene.features.get("wifi") or scene.pool.serving(("wall_clock", "location"))):
        return
    draft = scene.pool.serve(role, sense.concepts, said, item.start, count=count, medium=str(sense.conditions.get("medium", "")), implied=not sure)
    if draft is None:
        return
    if sure and draft.at == item.start:
        draft.generic, draft.said = False, said
    if sense.part and scene.pool.names.starts(sense.part) and not draft.part:
        draft.part = sense.part
    if count > draft.count and not draft.counted:
        draft.count, draft.counted = count, True


_SWITCHES = frozenset(["turn", "switch", "control", "operate", "mute", "command", "power", "on", "off", "start", "stop", "change"])


def _switched(page: Page, item: Item) -> bool:
    """True for "turn my TV off", "switch off the stereo", "volume of the TV down": a verb of switching right before or after."""
    start = page.phrase_start(item)
    return any(page.lemma_in(j, _SWITCHES) for j in (start - 1, start - 2)) or page.low(item.end) in ("off", "on")


def _heard(scene: Scene) -> bool:
    """True where a sound is listened to, or one is made already."""
    return bool(scene.pool.serving(("sound_level", "sound", "audio_playback", "heart_rate"))) or any(x.sort == "phenomenon" and x.concepts[:1] in (("sound_level",), ("distance",)) and x.key != "distance" for x in scene.page.items)


def serve_named(scene: Scene) -> None:
    """Things whose naming alone asks for a way to sense them: a code, an RFID card."""
    page = scene.page
    for item in page.items:
        detected = item.sort == "thing" and page.lemma_in(item.end, {"detector", "sensor", "detection", "recognition"}) and item.sense is not None and item.sense.sense and item.start not in page.aside
        if detected and item.sense is not None:
            scene.pool.serve("sense", item.sense.sense, page.said(item.start, item.end + 1), item.start)
        if item.key == "ir_appliance" and item.start not in page.aside and page.low(item.end) not in ("remote", "remotes") and _switched(page, item):
            scene.pool.serve("communicate", ("infrared_send",), page.said(item.start, item.end), item.start, implied=False)
        if item.key == "melody" and scene.pool.live() and item.start not in page.aside and item.start not in scene.conditioned and not _heard(scene) and not (page.low(item.end).isalpha() and not any(page.is_(n, item.end) for n in ("preposition", "coordinate", "condition", "auxiliary", "adverb"))):
            tuneful = not {page.low(j) for j in range(item.start, item.end)} & {"sound", "sounds", "tone", "tones"}
            scene.pool.serve("act", ("tone", "sound") if tuneful else ("sound",), page.said(item.start, item.end), item.start)
        if item.sort == "thing" and item.sense is not None and item.sense.role and item.start not in page.aside:
            scene.pool.serve(item.sense.role, item.sense.sense, page.said(item.start, item.end), item.start)


_ASKED = frozenset(["know", "check", "see", "watch", "monitor", "tell", "warn", "notify", "remind", "alert", "show", "keep", "look", "want", "wish", "need", "should", "must", "please"])


def unsensed(scene: Scene) -> None:
    """Where something is put out and nothing is sensed, asked or timed: a state told in the text is what it answers to
    ("the gutter overflows each autumn; warn me before that").
    """
    page, pool = scene.page, scene.pool
    heard = any(d.role in ("sense", "input", "time", "identify", "store") for d in pool.live()) or any(x.sort == "product" and x.start not in page.aside for x in page.items)
    asked = any(t.low in _ASKED for t in page.tokens)
    if heard or not asked or not (scene.acting() or scene.features.get("wifi")):
        return
    states = [x for x in page.items if x.sort == "state" and x.sense is not None and x.sense.op in ("<", ">") and not page.attributive(x) and not x.sense.event]
    for item in states[:2]:
        assert item.sense is not None
        things = [x for x in page.items if x.sort == "thing" and x.sense is not None and x.end <= item.start]
        beside = [c for x in things[::-1] for c in (x.sense.sense if x.sense else ()) if c in item.sense.concepts]
        pool.serve("sense", tuple(dict.fromkeys((*beside, *item.sense.concepts))), page.said(item.start, item.end), item.start)


_HOLDS = frozenset(["stay", "keep", "remain", "hold", "maintain", "be", "have", "need", "reach", "get", "drop", "fall", "rise", "climb", "sink"])
_WET = frozenset(["water", "aquarium", "pool", "pond", "bath", "fish", "fishes", "goldfish", "bathtub", "tub"])


def amounts_sensed(scene: Scene) -> None:
    """Where a temperature is said that something shall have ("my fish must stay at 25 degrees") and no word names what is measured: it is the temperature."""
    page, pool = scene.page, scene.pool
    named = any("temperature" in x.concepts or "high_temperature" in x.concepts for x in page.items if x.sense is not None and x.start not in page.aside and x.sort != "thing")
    if named or pool.serving(("temperature", "high_temperature", "contactless_temperature")):
        return
    for q in page.quantities:
        start = next((s for s, e in page.sentences if s <= q.start < e), 0)
        held = any(page.lemma_in(j, _HOLDS) or page.low(j) in ("below", "above", "under", "over") for j in range(max(start, q.start - 7), q.start))
        moved = any(f.action in ("move", "turn") or f.key == "tip" for x in page.verbs_in(start, q.start) for f in page.frames(x))
        if q.kind == "temperature" and q.start not in page.told and held and not moved and not any(x.sort == "device" and x.sense is not None and x.sense.concept in ("angle", "exact_turns") for x in page.items):
            medium = "water" if any(t.low in _WET for t in page.tokens) else ""
            pool.serve("sense", ("temperature",), page.said(q.start, q.end), q.start, medium=medium)
            return




def set_by_hand(scene: Scene) -> None:
    """"I want to dial how fast", "set how warm it should be": something for the hand to turn, where nothing else is named that the hand uses."""
    page, pool = scene.page, scene.pool
    for j in range(len(page.tokens) - 2):
        chosen = page.lemma_in(j, _CHOOSES) and page.low(j + 1) == "how" and page.low(j + 2) != "many" and j not in page.told
        if chosen and not any(d for d in pool.serving(("knob", "rotary_steps", "key_entry", "remote_command"))) and not (scene.features.get("wifi") or scene.features.get("bluetooth")):
            pool.serve("input", ("knob", "rotary_steps"), page.said(j, j + 3), j)
            return
