"""Names and part numbers as models write them → catalogue parts; what comes near where there is none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ohm_core.catalogue.catalogue import Catalogue, nearest, squash
from ohm_core.catalogue.schema import Part
from ohm_core.errors import BadInput
from ohm_core.understand.finding_parts import meant_part, search_parts

GUESS = "custom:"  # a part number with this front is meant as it is: the catalogue has no such part
MODEL = re.compile(r"(?<![A-Za-z0-9])(?:[A-Za-z]{2,}-?\d{2,}|\d[A-Za-z]{1,4}-?\d{2,})[A-Za-z0-9]*")
# Words for what goes with a thing and is not the thing: an 18650 holder is no 18650.
GOES_WITH = frozenset("holder clip case enclosure box bracket mount cable cord lead connector header socket tubing tube hose heatsink charger adapter adaptor screw standoff spacer shield label tape".split())
BY_VALUE = ("passive", "mechanical", "led:", "diode", "input:button")  # a maker's number says no more of these than their value


@dataclass(frozen=True)
class Named:
    """The part that a name means, the attributes it says, and a number that the catalogue does not list for that part."""

    part: Part
    attrs: Mapping[str, Any] = field(default_factory=dict)
    number: str = ""


def named(name: str, number: str, catalogue: Catalogue) -> Named | None:
    """The part of a NAME and part NUMBER (either may be ""): by id, alias, maker's number, then by what the words mean. None
    where nothing is meant for sure: a model number that the catalogue does not know is never taken for a similar part."""
    number = number.removeprefix(GUESS).strip()
    for text in (number, name):
        part = (catalogue.find(text) or _by_number(text, catalogue)) if text else None
        if part and not _goes_with(part, name) and (text == number or not _other_model(part, number)):
            told = meant_part(name, catalogue)
            return Named(part, _fitting(part, told.attrs if told else {}), "" if text == number else unlisted(part, number))
    for text in (number, name):
        meant = meant_part(text, catalogue) if text else None
        if meant is None:
            continue
        able = [p for p in map(catalogue.part, meant.parts) if _holds(p, meant.attrs)] or [catalogue.part(meant.parts[0])]
        part = max(able, key=lambda p: (_lists(p, text), _shared(p, name), -able.index(p)))
        if _goes_with(part, name):
            continue
        if part.category.startswith(BY_VALUE) or _lists(part, text) and not _other_model(part, number):
            told = meant_part(name, catalogue)
            return Named(part, {**_fitting(part, told.attrs if told else {}), **meant.attrs}, unlisted(part, number))
    return None


def unlisted(part: Part, number: str) -> str:
    """NUMBER where it is none that the catalogue has for PART."""
    return "" if not number or squash(number) in {squash(t) for t in _texts(part)} or not re.search(r"\d", number) else number


def near(name: str, number: str, catalogue: Catalogue) -> list[str]:
    """Ids of parts that may have been meant, the likeliest first."""
    known = {t: e.id for e in catalogue.entries() for t in (e.id, e.name, *e.aliases)}
    close = [known[t] for text in (number.removeprefix(GUESS), name) if text for t in nearest(text, known)]
    return list(dict.fromkeys([*close, *(p.id for text in (number.removeprefix(GUESS), name) if text for p in search_parts(text, catalogue))]))[:4]


def find_part(text: str, catalogue: Catalogue) -> Named:
    """The part a single name means. Raises BadInput with the nearest ids."""
    found = named(text, "", catalogue)
    if found is None:
        raise BadInput(unknown(text, "", catalogue), text[:60], "unknown_part")
    return found


def unknown(name: str, number: str, catalogue: Catalogue) -> str:
    """What to say of a part that the catalogue does not have."""
    close = near(name, number, catalogue)
    said = " ".join(dict.fromkeys(t for t in (name[:60], f"({number[:40]})" if number else "") if t))
    return f"The catalogue has no part '{said}'" + (f"; near: {', '.join(close)}." if close else ".")


def _by_number(text: str, catalogue: Catalogue) -> Part | None:
    found = _numbers(catalogue).get(squash(text)) if len(squash(text)) > 3 else None
    return catalogue.part(found) if found else None


@lru_cache(maxsize=4)
def _numbers(catalogue: Catalogue) -> dict[str, str]:
    """Makers' and suppliers' numbers by part id, squashed."""
    found: dict[str, str] = {}
    for part in catalogue.parts():
        for text in (part.ordering.mpn, *(o.sku for o in part.ordering.orders)):
            if text:
                found.setdefault(squash(text), part.id)
    return found


def _texts(part: Part) -> tuple[str, ...]:
    return (part.id, part.name, *part.aliases, part.ordering.mpn, *(o.sku for o in part.ordering.orders))


def _lists(part: Part, text: str) -> bool:
    """True when TEXT holds no model number, or one that the part is known by."""
    codes = [squash(c) for c in MODEL.findall(text)]
    known = [squash(t) for t in _texts(part) if t]
    return not codes or any(c in t or len(t) > 4 and t in c for c in codes for t in known)


def _other_model(part: Part, number: str) -> bool:
    """True when NUMBER is a model's and PART is another model: a BMP581 is no BMP280."""
    return bool(MODEL.search(f"{part.id} {part.name}")) and not part.category.startswith(BY_VALUE) and not _lists(part, number)


def comes_with(part: Part, name: str) -> bool:
    """True when NAME is of something that is sold with the part: the holder of an 18650."""
    more = re.split(r"\s(?:with|in)\s", part.name, maxsplit=1)[1:]
    return bool(set(_words(name)) & GOES_WITH & {w for text in more for w in _words(text)})


def _goes_with(part: Part, name: str) -> bool:
    """True when NAME is of something that goes with the part and not of the part."""
    heads = set(_words(name)) & GOES_WITH
    return bool(heads) and not heads & {w for t in _texts(part) for w in _words(t)}


def _shared(part: Part, name: str) -> int:
    """How many words of NAME the part is called by: "half" tells breadboards apart."""
    return len(set(_words(name)) & {w for t in _texts(part) for w in _words(t)})


def _words(text: str) -> list[str]:
    return [w[:-1] if len(w) > 3 and w.endswith("s") else w for w in re.findall(r"[a-z0-9]+", text.lower())]


def _holds(part: Part, attrs: Mapping[str, Any]) -> bool:
    """True when the part is made with these values: no ceramic capacitor has 100 µF."""
    bounds = [(part.attrs[k], v) for k, v in attrs.items() if k in part.attrs and isinstance(v, int | float)]
    return all((s.min is None or v >= s.min) and (s.max is None or v <= s.max) for s, v in bounds)


def _fitting(part: Part, attrs: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in attrs.items() if k in part.attrs}
