"""Mentions → drafts: the things a request names, one draft for each kind, colour and place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from ohm_core.understand.drafts import Draft, Pool
from ohm_core.understand.lexeme import Lexeme
from ohm_core.understand.mentions import Mention
from ohm_core.understand.page import Page
from ohm_core.understand.parties import pair_in

_DIGITS_OF = {"tm1637": "4"}


@dataclass
class Tally:
    """What all mentions of one kind add up to."""

    first: Mention
    variants: dict[tuple[str, str], int] = field(default_factory=dict)
    plain: int = 0
    more: int = 0
    assumed: bool = False
    counted: bool = False
    mentions: list[Mention] = field(default_factory=list)


def add_named(page: Page, pool: Pool, found: list[Mention]) -> None:
    """Drafts for every device named, special kinds first, so that "the light" finds the LED."""
    wanted = [m for m in found if m.status in ("wanted", "owned")]
    for mention in found:
        if mention.status not in ("wanted", "owned"):
            _aside(page, pool, mention)
    wanted = [m for m in wanted if not _on_demand(m)]
    strip = any(m.item.sense is not None and m.item.sense.bundle for m in wanted)
    special = [m for m in wanted if not (_generic(m) or strip and _bare_leds(m))]
    for tally in _tallies(page, pool, special).values():
        _add(page, pool, tally)
    for tally in _tallies(page, pool, [m for m in wanted if _generic(m) or strip and _bare_leds(m)]).values():
        if not _merged(pool, tally):
            _add(page, pool, tally)


def color_alone(page: Page, pool: Pool) -> None:
    """"Status LEDs: green when all is well, red when not", "red light when full, green else": colours that stand alone belong to lights."""
    if any(pool.lexicon.is_a(d.concept, "colored_light") for d in pool.live()):
        return
    lights = [d for d in pool.live() if d.role in ("act", "show") and d.concept == "illumination"]
    colors = dict.fromkeys(page.lexicon.tables["color"].get(page.low(j), page.low(j)) for j in range(len(page.tokens)) if page.is_("color", j) and _alone(page, j) and j not in page.told)
    painted = [d for d in lights if d.color]
    if painted and colors:
        _elided(page, pool, painted)
        return
    bare = [d for d in lights if d.key == "led"]
    if len(bare) != 1 or len(colors) < 2 or bare[0].counted and bare[0].count != len(colors):
        return
    first, *rest = colors
    whole = bare[0]
    whole.color, whole.count, whole.counted = first, 1, True
    for color in rest:
        pool.add(replace(whole, id=f"led_{color}", color=color, conditions=dict(whole.conditions), attrs=dict(whole.attrs)))
    pool.noted[:] = [n for n in pool.noted if whole.said not in n]
    pool.asked.clear()


_CASES = ("condition", "otherwise", "until", "unless", "held")


def _elided(page: Page, pool: Pool, painted: list[Draft]) -> None:
    """Adds the green one of "red LED when no fix, green when ok": the light's name is left out after the first colour."""
    known = {d.color for d in painted}
    for j in range(len(page.tokens)):
        color = page.lexicon.tables["color"].get(page.low(j), page.low(j))
        like = next((d for d in reversed(painted) if d.at < j and any(s <= d.at < e and s <= j < e for s, e in page.sentences)), None)
        listed = page.low(j - 1) in (",", "and", ";", "/", "or", "(", "rear", "front", "a", "the", "but")
        cased = any(page.is_(name, j + 1) for name in _CASES) or page.low(j + 1) in ("else", "=", "for", "means", "always", "is", "to", "on", ":", "at", "shows")
        if not page.is_("color", j) or color in known or not _alone(page, j) and not cased or like is None or not (listed and cased):
            continue
        known.add(color)
        pool.add(replace(like, id=f"{like.key}_{color}", color=color, count=1, said=page.said(j, j + 1), at=j, conditions=dict(like.conditions), attrs=dict(like.attrs)))


def _alone(page: Page, j: int) -> bool:
    """A colour that qualifies no noun after it."""
    item = page.at.get(j + 1)
    after = page.low(j + 1)
    return item is None and (not after or not after.isalpha() or any(page.is_(n, j + 1) for n in ("preposition", "condition", "coordinate", "auxiliary", "otherwise"))) or item is not None and (item.as_verb or item.sort == "state")


def _generic(mention: Mention) -> bool:
    sense = mention.item.sense
    return sense is not None and (not sense.part and sense.sort == "device" or sense.key == "led" and mention.definite and not any(g.color or g.count or g.label for g in mention.groups) or sense.key in ("dc_motor", "lock_part", "switch_part", "obstacle_ir", "sevenseg", "remote_generic", "strip_word", "ring_word"))


def _bare_leds(mention: Mention) -> bool:
    """"the strip … LEDs go on one by one": LEDs without number or colour beside a strip are its own."""
    return mention.item.key == "led" and mention.plural and not any(g.color or g.count or g.label for g in mention.groups)


def _on_demand(mention: Mention) -> bool:
    """A household thing: a wish only where a verb switches it."""
    return mention.item.key in ("appliance", "ir_appliance")


def _aside(page: Page, pool: Pool, mention: Mention) -> None:
    """A thing that is refused, replaced or only compared with: kept with its status, served by nothing."""
    sense = mention.item.sense
    if sense is not None:
        pool.add(Draft(f"not_{sense.key}", sense.role, sense.concept, sense.concepts, status=mention.status, said=page.said(mention.start, mention.item.end), at=mention.item.start, key=sense.key))


def _tallies(page: Page, pool: Pool, found: list[Mention]) -> dict[tuple[str, str], Tally]:
    tallies: dict[tuple[str, str], Tally] = {}
    for mention in found:
        sense = mention.item.sense
        assert sense is not None
        part = part_of(pool, sense, mention)
        key = next((k for k in tallies if k[0] == sense.key and (k[1] == part or mention.definite)), None) or _same_concept(tallies, sense, part) or (sense.key, part)
        tally = tallies.setdefault(key, Tally(mention))
        tally.mentions.append(mention)
        _count(page, tally, mention, sense)
    return tallies


def _same_concept(tallies: dict[tuple[str, str], Tally], sense: Lexeme, part: str) -> tuple[str, str] | None:
    """A kind and a model of it are one thing: "an OLED … the SSD1306"."""
    for key, tally in tallies.items():
        other = tally.first.item.sense
        if other is not None and other.concept == sense.concept and key[1] and part and (key[1].startswith(part) or part.startswith(key[1])):
            if len(part) > len(key[1]):
                tallies[(key[0], part)] = tallies.pop(key)
                return (key[0], part)
            return key
    return None


def _count(page: Page, tally: Tally, mention: Mention, sense: Lexeme) -> None:
    many = 1 if sense.bundle else sense.plural
    strip = not sense.bundle or re.search(r"strip|ring|stick|matrix|panel|tape|string|jewel|circle", page.said(mention.item.start, mention.item.end).lower()) is not None
    for group in mention.groups:
        number = group.count if strip else None
        number = pair_in(page, mention.start, mention.item.end + 1)[0] or None if number is None and not group.label and sense.role == "act" and not sense.bundle else number
        if number is None and mention.plural and not (group.color or group.label) and not mention.definite and many > 1:
            tally.assumed = True
        if group.color or group.label:
            known = tally.variants.get((group.color, group.label), 0)
            more = known if mention.another and not mention.definite and page.low(mention.start) in ("another", "a", "one", "second") else 0
            tally.variants[(group.color, group.label)] = max(known, more + (number or 1))
            tally.counted = tally.counted or bool(number)
        elif mention.another and not mention.definite and tally.plain + sum(tally.variants.values()) > 0:
            tally.more += number or 1
        elif mention.another and mention.groups[0].count is None and tally.plain and page.low(mention.start) in ("another", "a", "one"):
            tally.more += 1
        elif number:
            tally.plain = max(tally.plain, number)
            tally.counted = tally.counted or number > 1
        else:
            tally.plain = max(tally.plain, many if mention.plural and not mention.definite else 1)
    tally.more += _ones(page, mention, sense)


def _ones(page: Page, mention: Mention, sense: Lexeme) -> int:
    """"one button for on/off and one for direction", "a button to start and another to stop": those that only a pronoun names."""
    if sense.plural < 2 and sense.role != "sense" or sense.bundle or mention.plural or mention.definite or any((g.count or 1) > 1 for g in mention.groups):
        return 0
    end = next((e for s, e in page.sentences if s <= mention.item.start < e), len(page.tokens))
    found = 0
    for j in range(mention.item.end, end - 1):
        if page.low(j) in ("one", "another", "other") and page.low(j + 1) in _ONE_THAT and page.low(j - 1) in ("and", ",", "a", "second", "the", "then", "third"):
            found += 1
        other = page.at.get(j)
        if other is not None and other.sort == "device" and other.start == j and other.sense is not None and (other.sense.plural > 1 or sense.role == "sense"):
            break
    return found


_ONE_THAT = frozenset(["for", "to", "that", "which", "is", "as", "at", "in", "on", "under", "outside", "inside", "behind", "near", "next", "by", "beside", "above", "below", "over", "left", "right", "upstairs", "downstairs", "outdoors", "indoors"])


def _merged(pool: Pool, tally: Tally) -> bool:
    """True when a thing named only by its function is one already there."""
    sense = tally.first.item.sense
    assert sense is not None
    if sense.key == "dc_motor" and not all(m.definite for m in tally.mentions):
        return False
    if sense.key in ("lamp", "mains_lamp", "mains_light") and not any(c for c, _ in tally.variants) and any(d.concept == "switched_power" and not d.generic for d in pool.live()):
        return True
    if sense.key == "sevenseg" and pool.serving(("number_display",)):
        return True
    concepts = (*sense.concepts, "angle", "exact_turns") if sense.key == "dc_motor" else sense.concepts
    if sense.key == "switch_part":
        concepts = ("toggle_switch", "press", "touch", "tilt", "magnetic_field") if all(m.definite for m in tally.mentions) else ("toggle_switch",)
    ready = pool.serving(concepts)
    colors = {c for c, _ in tally.variants if c}
    total = sum(d.count for d in ready)
    if not ready or tally.plain > total and tally.counted or tally.more:
        return False
    plainer = [d for d in ready if not d.color]
    if colors and not colors <= {d.color for d in ready}:
        mixed = any(pool.lexicon.is_a(d.concept, "colored_light") for d in ready)
        if not mixed and not (len(colors) == 1 and plainer and len(ready) == 1):
            return False
        if not mixed:
            ready[0].color = next(iter(colors))
    if pool.could(ready[0], sense.concept) and not pool.provides(ready[0], sense.concept):
        pool.sharpened(ready[0], (sense.concept,))
        ready[0].part = ready[0].part or part_of(pool, sense, *tally.mentions)
    return True


def _add(page: Page, pool: Pool, tally: Tally) -> None:
    sense = tally.first.item.sense
    assert sense is not None
    named = sum(tally.variants.values())
    rest = max(0, tally.plain - named) if tally.counted or not named else 0
    if not named:
        rest = max(tally.plain, 1)
    rest += tally.more
    for (color, label), count in tally.variants.items():
        _one(page, pool, tally, sense, count, color, label)
    if rest:
        _one(page, pool, tally, sense, rest, "", "")
        if tally.assumed and not tally.counted and rest > 1:
            pool.note(f"How many were meant by '{page.said(tally.first.start, tally.first.item.end)}' is not said: {rest} are planned.")
            pool.ask(f"How many {page.said(tally.first.item.start, tally.first.item.end)} do you want? {rest} are planned.")


def _one(page: Page, pool: Pool, tally: Tally, sense: Lexeme, count: int, color: str, label: str) -> None:
    mention = max(tally.mentions, key=lambda m: bool(m.specs))
    part = part_of(pool, sense, *tally.mentions)
    concept = _concept_of(pool, sense, part)
    said = _own_words(page, tally, color, label)
    if not pool.names.has(concept):
        other = pool.available(sense.concepts) or (sense.via if pool.names.has(sense.via) else "")
        if not other:
            if not sense.soft:
                pool.not_served(said, concept)
                pool.lacking.add(sense.role)
            return
        concept, part = other, ""
    attrs = _attrs(page, tally, sense)
    part = f"{part}-{attrs['pixels']}" if part and "pixels" in attrs and pool.names.starts(f"{part}-{attrs['pixels']}") else part
    part, count = _channels(pool, tally, sense, part, count)
    conditions = dict(sense.conditions) | _spec_conditions(tally, part)
    pool.add(Draft("_".join(x for x in (sense.key, color, label) if x), pool.role_of(sense.role, concept, part), concept, sense.concepts, count, part, color, label,
                   conditions, attrs, "owned" if any(m.status == "owned" for m in tally.mentions) else "wanted", generic=_generic(mention),
                   counted=tally.counted or len(tally.variants) > 0, said=said, at=tally.first.item.start, key=sense.key))


def _own_words(page: Page, tally: Tally, color: str, label: str) -> str:
    """The words of the mention that names this colour or place, else of the first."""
    for mention in tally.mentions:
        for group in mention.groups:
            if (group.color, group.label) == (color, label) and (color or label):
                one = group.one
                start = one - page.is_("determiner", one - 1) if one >= 0 else 0
                return page.said(start, one + 2) if one >= 0 else page.said(mention.start, mention.end)
    return page.said(tally.first.start, tally.first.end)


def _channels(pool: Pool, tally: Tally, sense: Lexeme, part: str, count: int) -> tuple[str, int]:
    """"4-channel relay": the module with so many channels where there is one, else so many single ones."""
    if "channel" not in {s for m in tally.mentions for s in m.specs} or sense.concept != "switched_power":
        return part, count
    words = {"one": 1, "single": 1, "two": 2, "dual": 2, "four": 4, "eight": 8}
    number = next((words.get(s) or int(float(s)) for m in tally.mentions for s in m.specs if s in words or re.fullmatch(r"\d+", s)), 1)
    if pool.names.starts(f"relay-module-{number}ch"):
        return f"relay-module-{number}ch", count
    return part, count * number


def _concept_of(pool: Pool, sense: Lexeme, part: str) -> str:
    """The first of the kind's concepts that its part, or else any part, provides."""
    for concept in sense.concepts:
        if any(e.id.startswith(part) for e, _ in pool.names.by_concept.get(concept, ())):
            return concept
    return "text_display" if sense.concept == "display" else sense.concept


def part_of(pool: Pool, sense: Lexeme, *mentions: Mention) -> str:
    """The id, or front of ids, that the words name: by a word near it, the kind's own, or what stands in for it."""
    specs = {s for m in mentions for s in m.specs}
    near = [part for word, part in sense.with_.items() if set(word.split()) <= specs or word in specs]
    for part in (*near, sense.part, sense.fallback):
        if part and pool.names.starts(part):
            return part
    return ""


def _attrs(page: Page, tally: Tally, sense: Lexeme) -> dict[str, int]:
    """How many pixels a strip or ring has: "ring of 16", "16-LED ring", "strip with 30 LEDs"."""
    if not sense.bundle:
        return {}
    for mention in tally.mentions:
        if number := mention.attrs.get("said_number") or next((g.count for g in mention.groups if g.count and g.count > 3), None):
            return {"pixels": int(number)}
        for j in range(mention.item.end, min(len(page.tokens), mention.item.end + 3)):
            if page.low(j) in ("of", "with", "(", "has", "having") and j + 1 in page.quantity_at and page.quantity_at[j + 1].kind == "number":
                return {"pixels": int(page.quantity_at[j + 1].value)}
    return {}


def _spec_conditions(tally: Tally, part: str) -> dict[str, str]:
    specs = {s for m in tally.mentions for s in m.specs}
    return {"interface": "i2c"} if "i2c" in specs and not re.search("i2c|ssd", part) else {}
