"""Words → catalogue parts: by what they are called, and by what they mean through the lexicon that requests are read with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ohm_core.catalogue.catalogue import Catalogue, squash
from ohm_core.catalogue.schema import Part
from ohm_core.errors import BadInput
from ohm_core.understand.understanding import understand
from ohm_core.units import parse_si

ROLES = ("sense", "act", "show", "input", "time", "identify", "communicate", "store", "drive", "power", "protect", "shift", "logic", "support", "connect")
NEAR = {"act": ("act", "show"), "show": ("show", "act"), "sense": ("sense", "input", "identify", "time"), "input": ("input", "sense"), "time": ("time", "sense"), "identify": ("identify", "sense", "input")}
COLORS = frozenset(["red", "green", "blue", "yellow", "white", "orange", "amber", "pink", "purple", "warm"])
LIGHT = frozenset(["a", "an", "the", "of", "with", "for", "and", "or", "some", "kit", "set", "pcs", "pack", "pieces", "piece", "x", "clone", "original", "new", "old", "used", "spare", "board", "module", "sensor", "mm", "watt", "w", "something", "that", "which", "thing", "to"])
VALUE = re.compile(r"(?<![\w./])(\d+(?:[.,]\d+)?\s?[kKMµun]?\d*)\s?(Ω|ohms?|R\b|[uµn]F|pF|F\b)?(?![\w/])", re.I)


@dataclass(frozen=True)
class Meant:
    """What a name on a list means: the ids it may be (one where it is clear) and what else it says of the piece."""

    parts: tuple[str, ...]
    attrs: Mapping[str, Any] = field(default_factory=dict)


def search_parts(words: str, catalogue: Catalogue) -> list[Part]:
    """Parts that WORDS name or mean, the likeliest first: the very part, what they mean and name, what they name, what serves."""
    exact, named = catalogue.find(words), _named(words, catalogue)
    if exact and re.search(r"\d", words):
        return list({p.id: p for p in (exact, *named)}.values())
    serving = _serving(words, catalogue)
    ids = {p.id for p in named}
    both = [p for p in serving if p.id in ids]
    found = {p.id: p for p in (exact, *both, *named, *serving) if p is not None}.values()
    return sorted(found, key=lambda p: p is not exact and (not p.board.languages if p.board else not p.provides))  # what OHM only judges comes last


def _named(words: str, catalogue: Catalogue) -> list[Part]:
    """Parts in whose names each telling word begins a word, best first; "hcsr04" is "HC-SR04"."""
    telling = [w for w in re.findall(r"[\w.+-]+", words.lower()) if w not in LIGHT] or re.findall(r"[\w.+-]+", words.lower())
    forms = [{squash(w), squash(w[:-1] if len(w) > 3 and w.endswith("s") and not w.endswith("ss") else w)} - {""} for w in telling]
    scored = []
    for entry in catalogue.entries():
        texts = [entry.id, entry.name, *entry.aliases, entry.category.replace("_", " ")]
        places = [next((i for i, text in enumerate(texts) if any(_begins(f, text) for f in form)), -1) for form in forms]
        if forms and all(form and place >= 0 for form, place in zip(forms, places, strict=True)):
            scored.append((max(places), entry.id))
    return [catalogue.part(i) for _, i in sorted(scored)]


def _begins(word: str, text: str) -> bool:
    return squash(text).startswith(word) or any(squash(t).startswith(word) for t in re.split(r"[^\w.]+", text))


def _serving(words: str, catalogue: Catalogue) -> list[Part]:
    """Parts that do what the words ask for, in the order of the words and of how usual a part is for it."""
    if not re.search(r"[^\W\d_]", words):
        return []
    try:
        read = understand(words[:500], catalogue)
    except BadInput:
        return []
    found: list[Part] = []
    for wish in sorted((w for w in read.wishes if w.status not in ("negated", "replaced")), key=lambda w: (w.implied and bool(w.part), ROLES.index(w.role) if w.role in ROLES else 99)):
        if wish.part:
            found += [catalogue.part(e.id) for e in catalogue.entries() if e.id.startswith(wish.part)]
        hits = [(provide.rank, part) for role in NEAR.get(wish.role, (wish.role,)) for part, provide in catalogue.providers(role, wish.concept)
                if all(provide.conditions.get(k, v) == v for k, v in wish.conditions.items())]
        found += [part for _, part in sorted(hits, key=lambda h: h[0])]
    if read.board:
        found.insert(0, catalogue.part(read.board))
    for radio in (k for k, wanted in read.features.items() if wanted):
        found += [b for b in catalogue.boards() if b.board and (radio in b.board.wireless or radio == "bluetooth" and "ble" in b.board.wireless)]
    if read.power.kind == "battery":
        found += [catalogue.part(e.id) for e in catalogue.entries() if e.category.startswith("power:battery")]
    return found


def meant_part(words: str, catalogue: Catalogue) -> Meant | None:
    """The part that a line of a list of things means ("LED red", "resistor 220", "half breadboard"); None where none is meant."""
    if part := catalogue.find(words):
        return Meant(_of_kind(part, words, catalogue))
    plain, attrs = _attributes(words)
    names = [w for w in re.findall(r"[\w.+/-]+", plain.lower()) if w not in COLORS]
    part_ids = _by_names(names, catalogue)
    if not part_ids and "resistance_ohm" in attrs:
        part_ids = ("resistor",) if "resistor" in catalogue else ()
    if not part_ids and "capacitance_f" in attrs:
        part_ids = tuple(e.id for e in catalogue.entries() if e.id.startswith("capacitor"))
    if not part_ids:
        part_ids = _by_meaning(words, catalogue)
    if not part_ids:
        return None
    known = [catalogue.part(i) for i in part_ids]
    return Meant(part_ids, {k: v for k, v in attrs.items() if any(k in p.attrs for p in known)})


def _of_kind(part: Part, words: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The part; every part of its kind where only the kind is said of something to build on ("a breadboard")."""
    group, kind = [*part.category.split(":"), ""][:2]
    bare = {squash(w[:-1] if w.endswith("s") else w) for w in re.findall(r"[a-z0-9]+", words.lower()) if w not in LIGHT}
    if group != "mechanical":
        return (part.id,)
    others = [catalogue.part(e.id) for e in catalogue.entries() if e.id != part.id and e.category.split(":")[:2] == [group, kind]]
    return (part.id, *(p.id for p in others if bare == {squash(kind)} or _holes(p) < _holes(part)))


def _holes(part: Part) -> int:
    """How large a breadboard is: a larger one does for a smaller one."""
    spec = part.attrs.get("holes")
    return int(spec.default) if spec and isinstance(spec.default, int) else 0


def _attributes(words: str) -> tuple[str, dict[str, Any]]:
    """The words without values and colours, and those as attributes."""
    attrs: dict[str, Any] = {}
    color = next((w for w in re.findall(r"[a-z]+", words.lower()) if w in COLORS), "")
    if color:
        attrs["color"] = color
    plain = words
    resistor = re.search(r"\bresist", words, re.I)
    for found in VALUE.finditer(words):
        unit = (found[2] or "").lower()
        bare = unit in ("", "r") and bool(resistor)
        if bare or unit.startswith(("ω", "ohm")) or unit == "r":
            attrs.setdefault("resistance_ohm", _number(found[1]))
        elif unit.endswith("f"):
            attrs.setdefault("capacitance_f", _number(found[1] + unit[:-1]))
        else:
            continue
        plain = plain.replace(found[0], " ")
    return plain, {k: v for k, v in attrs.items() if v is not None}


def _number(text: str) -> float | None:
    try:
        return parse_si(text.replace(" ", ""))
    except BadInput:
        return None


def _by_names(names: list[str], catalogue: Catalogue) -> tuple[str, ...]:
    """The longest run of words that names a part; else the parts whose own name holds every telling word."""
    for size in range(min(6, len(names)), 0, -1):
        for at in range(len(names) - size + 1):
            run = " ".join(names[at:at + size])
            for text in (run, run[:-1] if run.endswith("s") else run):
                part = catalogue.find(text) if len(squash(text)) > 2 else None
                if part:
                    return _of_kind(part, text if len(names) == size else " ".join(names), catalogue)
    telling = [w[:-1] if len(w) > 3 and w.endswith("s") else w for w in names if w not in LIGHT]
    hits = _named(" ".join(telling), catalogue) if telling else []
    kinds = {p.category.rsplit(":", 1)[0] for p in hits}
    return tuple(p.id for p in hits) if len(hits) == 1 or len(kinds) == 1 and len(hits) <= 6 else ()


def _by_meaning(words: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The parts that a thing named is, as a request would read it; a mere function names no part."""
    try:
        read = understand(words[:500], catalogue) if re.search(r"[^\W\d_]", words) else None
    except BadInput:
        return ()
    if read is None:
        return ()
    if read.board:
        return (read.board,)
    named = [w for w in read.wishes if w.part and not w.implied]
    return tuple(e.id for e in catalogue.entries() if e.id == named[0].part) or tuple(e.id for e in catalogue.entries() if e.id.startswith(named[0].part)) if len(named) == 1 else ()
