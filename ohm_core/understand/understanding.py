"""The steps from a text to Requirements, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.design.behaviour import At, Behaviour, Condition, Reading
from ohm_core.design.wishes import Requirements, Unserved
from ohm_core.errors import BadInput
from ohm_core.understand import lexicon as lexicons
from ohm_core.understand.absorbed import absorbed
from ohm_core.understand.afterthoughts import broken, refused_after
from ohm_core.understand.bare import bare_sensors
from ohm_core.understand.compose import compose
from ohm_core.understand.conflicts import contradictions
from ohm_core.understand.defaults import fill
from ohm_core.understand.drafts import Pool
from ohm_core.understand.endings import let_go
from ohm_core.understand.fragments import better, fragmentary
from ohm_core.understand.grouping import rules_of
from ohm_core.understand.heard import doubt, heed
from ohm_core.understand.items import beside_amounts, find_items, switched_nouns
from ohm_core.understand.lexicon import Lexicon
from ohm_core.understand.mentions import aside, mentions
from ohm_core.understand.named import add_named, color_alone
from ohm_core.understand.names import Names, names_of
from ohm_core.understand.page import Page
from ohm_core.understand.power import power_of
from ohm_core.understand.products import add_behaviours, add_effects, add_needs, product_items
from ohm_core.understand.quantities import quantities
from ohm_core.understand.quantities_wanted import amounts_sensed, composed, serve_all, serve_named, set_by_hand, unsensed
from ohm_core.understand.raw import raw_limits
from ohm_core.understand.readings import choose
from ohm_core.understand.recount import recount
from ohm_core.understand.refusals import refuse
from ohm_core.understand.remote import remote_keys, without_keys
from ohm_core.understand.scene import Scene
from ohm_core.understand.schedule import schedule
from ohm_core.understand.setting import board_of, budget_of, features, language_of, places_of
from ohm_core.understand.silence import unanswered
from ohm_core.understand.spans import spans_of
from ohm_core.understand.spelling import corrected
from ohm_core.understand.story import story, without, without_causes, without_scenes
from ohm_core.understand.subjects import reading
from ohm_core.understand.syntax import joined_at_colons, without_spoken
from ohm_core.understand.talk import forget, mere_talk
from ohm_core.understand.tidy import at_rest, tidy
from ohm_core.understand.title import title_of
from ohm_core.understand.tokens import sentence_ends, tokenize
from ohm_core.understand.unknown import unknown_deeds
from ohm_core.understand.unused import unused_amounts, unused_states
from ohm_core.understand.voltage import voltages
from ohm_core.understand.windows import hours_told_apart, tells_time, windows_of, without_windows
from ohm_core.units import Money

LONGEST = 10_000  # characters; docs: contract, "Limits"
MOST_QUESTIONS = 3


def understand(text: str, catalogue: Catalogue, *, board: str = "", budget: Money | None = None) -> Requirements:
    """What TEXT asks for, in terms of what CATALOGUE's parts provide. BOARD (a catalogue id) and BUDGET overrule the words.

    Raises BadInput when the text is empty, longer than 10,000 characters or has no letters.
    """
    _check(text)
    scene = _read(text, lexicons.load(), names_of(catalogue))
    said_board, board_words = board_of(scene)
    power = power_of(scene)
    pool = scene.pool
    wishes = tuple(d.wish() for d in pool.drafts)
    if not wishes and not pool.unserved:
        pool.unserved.append(Unserved(_short(text), "Nothing in this asks for hardware; say what the device should sense, show or do."))
    return Requirements(
        text=text, title=title_of(scene), wishes=wishes, behaviours=tuple(scene.behaviours), board=board or said_board, board_said=board_words,
        language=language_of(scene), budget=budget or budget_of(scene.page), power=power, features=dict(scene.features), places=places_of(scene),
        assumptions=tuple(pool.noted), questions=tuple(pool.asked[:MOST_QUESTIONS]), unserved=tuple(pool.unserved), spans=spans_of(scene))


@dataclass(frozen=True)
class Explained:
    """One stretch of the text with its fate, for people who mend the lexicon."""

    words: str
    fate: str
    why: str


def explain(text: str, catalogue: Catalogue) -> tuple[Explained, ...]:
    """The stretches of TEXT and what became of each. Raises BadInput as `understand` does."""
    found = understand(text, catalogue)
    return tuple(Explained(text[s.start : s.end], s.fate, s.why) for s in found.spans)


def _check(text: str) -> None:
    if not text.strip():
        raise BadInput("The request is empty; say in a sentence what the device should do.", "text")
    if len(text) > LONGEST:
        raise BadInput(f"The request has {len(text):,} characters; at most {LONGEST:,} are read. Shorten it.", "text")
    if not re.search(r"[^\W\d_]", text):
        raise BadInput("The request has no words; say in a sentence what the device should do.", "text")


def page_of(text: str, lexicon: Lexicon, names: Names) -> Page:
    """TEXT as tokens, items with chosen senses, quantities and sentences."""
    tokens = corrected(tokenize(text), lexicon, names.words)
    ends = [e + 1 for e in sentence_ends(text, tokens)]
    sentences = tuple((s, e) for s, e in zip([0, *ends], [*ends, len(tokens)], strict=False) if e > s)
    back = refused_after(tokens, sentences)
    told = story(tokens, sentences) | broken(tokens, sentences) | back
    chosen = choose(tokens, without_spoken(tokens, find_items(tokens, lexicon, names), lexicon), lexicon, names)
    items = without(chosen, told)
    items = without_scenes(tokens, sentences, without_causes(tokens, sentences, items), lexicon)
    sentences = joined_at_colons(tokens, sentences, items, lexicon)
    inside = {t for x in items for t in range(x.start, x.end) if x.end - x.start > 1 or x.sort in ("device", "power")}
    found = [q for q in quantities(tokens, lexicon) if q.start not in inside]
    items = switched_nouns(tokens, beside_amounts(tokens, items, found))
    return Page(text, tuple(tokens), tuple(items), tuple(found), sentences, lexicon, names, told=told, taken_back=tuple(x for x in chosen if x.start in back))


def _read(text: str, lexicon: Lexicon, names: Names) -> Scene:
    """The scene with all drafts and behaviours."""
    page = page_of(text, lexicon, names)
    keys = remote_keys(page)
    page = without_keys(page, keys)
    found = absorbed(page, mentions(page))
    page = replace(page, aside=aside(page, found))
    windows = windows_of(page)
    page = without_windows(page, windows)
    scene = Scene(page, Pool(lexicon, names), keys=keys, windows=windows)
    scene.mentions = {m.item.start: m for m in found}
    features(scene)
    _outside(scene)
    refuse(scene)
    add_named(page, scene.pool, found)
    color_alone(page, scene.pool)
    voltages(scene)
    _onboard(scene)
    done = composed(scene)
    rules = rules_of(page)
    scene.conditioned = {x.start for r in rules for c in r.conditions for x in page.items if c.start <= x.start < c.end}
    add_effects(scene)
    serve_all(scene, done)
    amounts_sensed(scene)
    set_by_hand(scene)
    compose(scene, rules)
    _second_reading(scene)
    hours_told_apart(scene)
    serve_named(scene)
    unsensed(scene)
    heed(scene)
    if mere_talk(scene, rules):
        forget(scene)
        return scene
    _by_daylight(scene)
    _clock(scene)
    add_needs(scene, {d.concept for d in scene.sensed()})
    bare_sensors(scene)
    add_behaviours(scene)
    doubt(scene)
    tidy(scene)
    fill(scene)
    tidy(scene)
    recount(scene)
    let_go(scene)
    at_rest(scene)
    unanswered(scene)
    unused_amounts(scene)
    raw_limits(scene)
    unused_states(scene)
    _clock(scene)
    _unknown_names(scene)
    unknown_deeds(scene, rules)
    contradictions(scene)
    _rivals(scene)
    return scene


def _second_reading(scene: Scene) -> None:
    """Takes the reading by fragments where it holds more of what was said; else what it added to the drafts goes again."""
    before = scene.pool.kept()
    second = fragmentary(scene)
    grown = len(scene.pool.drafts) > len(before.drafts)
    if better(scene, second, scene.behaviours, grown):
        scene.behaviours[:] = second
        scene.silent.clear()
    else:
        scene.pool.restore(before)


def _outside(scene: Scene) -> None:
    """Devices that are outside what OHM builds are said to be so."""
    for item in product_items(scene):
        if item.sense is not None and item.sense.outside:
            scene.pool.unserved.append(Unserved(scene.page.said(item.start, item.end), "A whole machine of this kind is beyond what OHM designs; its electronics can be asked for piece by piece."))


def _onboard(scene: Scene) -> None:
    """The board's own LED, where it is named."""
    from ohm_core.understand.drafts import Draft

    for item in scene.page.items:
        if item.sort == "onboard" and not any(d.id == "onboard_led" for d in scene.pool.drafts):
            scene.pool.add(Draft("onboard_led", "act", "illumination", ("illumination",), conditions={"onboard": True}, said=scene.page.said(item.start, item.end), at=item.start, key="onboard"))


def _by_daylight(scene: Scene) -> None:
    """"at dawn" is light enough, where the request has a light sensor."""
    eyes = [d for d in scene.pool.serving(("light",)) if d.role == "sense"]
    if not eyes or not any(_has_time(b) for b in scene.behaviours):
        return
    sun: dict[Condition, Condition] = {At("sunrise"): Reading(reading(scene.pool, eyes[0], "light"), ">", 50.0, 5.0), At("sunset"): Reading(reading(scene.pool, eyes[0], "light"), "<", 30.0, 5.0)}
    changed = [replace(b, when=sun[b.when]) if b.when in sun else b for b in scene.behaviours]
    if changed != scene.behaviours:
        scene.behaviours[:] = changed
        scene.pool.note("Dawn and dusk are told by the light sensor: above 50 % and below 30 %; change DAWN_PCT and DUSK_PCT.")


def _clock(scene: Scene) -> None:
    """Times of day need something that knows the time: a clock chip, or the network."""
    if any(_has_time(b) for b in scene.behaviours) and not scene.features.get("wifi") and not scene.pool.serving(("wall_clock",)):
        told = [t[1] for s, e in scene.page.sentences if (t := schedule(scene.page, s, e)) is not None]
        said = next(iter(told), "") or next((b.said or "" for b in scene.behaviours if _has_time(b)), "")
        scene.pool.serve("time", ("wall_clock",), said, len(scene.page.tokens))


def _has_time(behaviour: Behaviour) -> bool:
    return tells_time(behaviour.when)


def _unknown_names(scene: Scene) -> None:
    """Part numbers nobody knows are shown, with the function that stands in where there is one."""
    for item in scene.page.items:
        if item.model:
            scene.pool.unserved.append(Unserved(item.model, "The catalogue does not know this part number; a part that does the same is used where the words say what it is for."))


def _rivals(scene: Scene) -> None:
    """Near ties between senses become questions."""
    for item in scene.page.items:
        if item.rivals and item.sort == "device" and item.sense is not None:
            words = scene.page.said(item.start, item.end)
            other = item.rivals[0]
            if other.sort == "device" and other.concept != item.sense.concept:
                scene.pool.ask(f"Is '{words}' meant for {item.sense.concept.replace('_', ' ')} or for {other.concept.replace('_', ' ')}? The first is planned.")


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 80 else words[:77] + "…"
