"""The files of data/lexicon and data/concepts → lexemes, frames, word classes and concepts. No lookups, no cache: see lexicon.py."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ohm_core.errors import BadInput
from ohm_core.understand.lexeme import DoesSpec, Frame, Lexeme, NeedSpec

SORT_OF_FILE = {"devices": "device", "phenomena": "phenomenon", "things": "thing", "states": "state", "products": "product", "idioms": "idiom"}


@dataclass(frozen=True)
class Concept:
    """A concept of the ontology: its kind, the more general one, the usual unit and reading of what is sensed."""

    name: str
    kind: str = ""
    is_: str = ""
    unit: str = ""
    reading: str = ""
    note: str = ""


def split(text: str, at: str = ",") -> tuple[str, ...]:
    """"a, b c , d" → ("a", "b c", "d")."""
    return tuple(part.strip() for part in str(text).split(at) if part.strip())


def read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path.name} is not valid TOML: {error}.", str(path)) from None


def concepts_in(raw: Mapping[str, Any]) -> dict[str, Concept]:
    return {k: Concept(k, v.get("kind", ""), v.get("is", ""), v.get("unit", ""), v.get("reading", ""), v.get("note", "")) for k, v in raw.items()}


def lexemes_in(stem: str, raw: Mapping[str, Any]) -> Iterator[Lexeme]:
    """Every lexeme of one file that defines one a line."""
    sort = SORT_OF_FILE[stem]
    for key, entry in raw.items():
        kinds = _kinds(key, raw)
        inherited = {f: raw[k][f] for k in kinds[::-1] for f in _INHERITED if f in raw[k]}
        yield lexeme(entry.get("key", key), sort, inherited | dict(entry), kinds)


_INHERITED = ("sense", "role", "conditions", "place", "soft", "needs", "does")


def _kinds(key: str, raw: Mapping[str, Any]) -> tuple[str, ...]:
    """KEY and the more general kinds that its "is" names. Raises BadInput where one is missing or the chain is a circle."""
    found = [key]
    while above := raw[found[-1]].get("is", ""):
        if above not in raw or above in found:
            raise BadInput(f"data/lexicon: {key}: 'is' leads to '{above}', which is {'a circle' if above in found else 'not there'}.", key)
        found.append(above)
    return tuple(found)


def lexeme(key: str, sort: str, entry: Mapping[str, Any], kinds: tuple[str, ...] = ()) -> Lexeme:
    """One line of a lexicon file. Raises BadInput naming the key where a field is unknown."""
    known = {"forms", "role", "concept", "part", "fallback", "via", "with", "conditions", "plural", "soft", "bundle", "prior", "cues", "against", "sense",
             "op", "value", "name", "event", "board", "wifi", "outside", "needs", "does", "place", "count", "state", "soft_forms", "plural_keys", "is", "key"}
    if extra := set(entry) - known:
        raise BadInput(f"data/lexicon: {key}: there is no field '{min(extra)}'.", key)
    return Lexeme(
        key=key, sort=sort, kinds=kinds or (key,), forms=_written(split(entry.get("forms", ""))), role=entry.get("role", ""), concepts=split(entry.get("concept", ""), "|"),
        part=entry.get("part", ""), fallback=entry.get("fallback", ""), via=entry.get("via", ""), with_=dict(entry.get("with", {})),
        conditions=dict(entry.get("conditions", {})), plural=entry.get("plural", 1), count=entry.get("count", 1), soft=bool(entry.get("soft")), bundle=bool(entry.get("bundle")),
        prior=float(entry.get("prior", 0)), cues=tuple(entry.get("cues", ())), against=tuple(entry.get("against", ())),
        sense=split(entry.get("sense", ""), "|"), op=entry.get("op", ""), value=entry.get("value"), name=entry.get("name", ""),
        event=entry.get("event", ""), board_reading=bool(entry.get("board")), wifi=bool(entry.get("wifi")), outside=bool(entry.get("outside")),
        needs=tuple(need(n) for n in split(entry.get("needs", ""), ";")), does=tuple(does(d) for d in split(entry.get("does", ""), ";")))


_SPELLINGS = (("temperature", "temp"), ("color", "colour"), ("grey", "gray"), ("meter", "metre"), ("mold", "mould"))


_PEOPLE = ("me", "us", "him", "her", "them", "you", "somebody", "someone", "everybody", "everyone", "my wife", "my husband", "my mum", "my mom", "my dad", "my parents", "my family", "the family",
           "the parents", "my kids", "the kids", "my neighbour", "the owner", "grandma", "people", "the user", "the teacher", "the class")


def _written(forms: tuple[str, ...]) -> tuple[str, ...]:
    """The forms with <me> written out for everybody it may be, and the other spellings of words that are written in two ways:
    "water temperature" is also "water temp"."""
    forms = tuple(f.replace("<me>", person) for f in forms for person in (_PEOPLE if "<me>" in f else ("",)))
    more = [re.sub(rf"\b{a}\b", b, f) for f in forms for one, two in _SPELLINGS for a, b in ((one, two), (two, one)) if re.search(rf"\b{a}\b", f)]
    return tuple(dict.fromkeys((*forms, *more)))


def need(text: str) -> NeedSpec:
    """"show? display", "input press | touch x4", "act illumination red+green", "sense temperature water", "out? act sound | display"."""
    mode = ""
    role, _, rest = text.partition(" ")
    if role == "out?":
        mode, (role, _, rest) = "out", rest.partition(" ")
    elif role.endswith("?"):
        mode, role = "?", role[:-1]
    count, medium = 1, ""
    colors: tuple[str, ...] = ()
    concepts: list[str] = []
    for word in rest.replace("|", " ").split():
        if re.fullmatch(r"x\d+", word):
            count = int(word[1:])
        elif "+" in word:
            colors = tuple(word.split("+"))
        elif word in ("water", "air", "soil") and concepts == ["temperature"]:
            medium = word
        elif word not in ("show", "act", "sense", "input"):
            concepts.append(word)
    return NeedSpec(role, tuple(concepts), count, colors, mode, medium)


def does(text: str) -> DoesSpec:
    """"soil_moisture < 30 -> water_flow on 5" → trigger and effect, as words."""
    trigger, arrow, effect = text.partition("->")
    return DoesSpec(tuple(trigger.split()), tuple(effect.split())) if arrow else DoesSpec((), tuple(text.split()))


def frames_in(raw: Mapping[str, Any]) -> Iterator[tuple[Frame, tuple[Lexeme, ...]]]:
    """Every frame with the lexemes of its verbs."""
    for key, entry in raw.items():
        role, _, default = entry.get("default", "").partition(" ")
        frame = Frame(
            key=key, does=entry["does"], target=split(entry.get("target", ""), "|"), default_role=role, default=default, action=entry.get("action", ""),
            args=tuple((n, float(v)) for n, _, v in (a.partition("=") for a in split(entry.get("args", "")))), for_s=entry.get("for_s"),
            need=split(entry.get("need", ""), "|"), role=entry.get("role", ""), event=entry.get("event", ""), by=split(entry.get("by", ""), "|"),
            objects=split(entry.get("object", ""), "|"), not_objects=split(entry.get("not_object", ""), "|"), op=entry.get("op", ""),
            channel=entry.get("channel", ""), count=entry.get("count", 1), concept=entry.get("concept", ""), needs_target=bool(entry.get("needs_target")),
            any_target=bool(entry.get("any_target")), condition_only=bool(entry.get("condition_only")),
            person_subject=bool(entry.get("person_subject")), noun=bool(entry.get("noun")),
            also=tuple(need(n) for n in split(entry.get("also", ""), ";")))
        yield frame, tuple(_verbs(key, entry))


def _verbs(key: str, entry: Mapping[str, Any]) -> Iterator[Lexeme]:
    verbs = _written(split(entry["verbs"]))
    plain = [v for v in verbs if "+" not in v]
    yield Lexeme(key, "verb", tuple(plain), frame=key)
    if isinstance(entry.get("noun"), str):
        yield Lexeme(key, "verb", _written(split(entry["noun"])), frame=key, soft=True)
    for verb in verbs:
        base, plus, particle = (x.strip() for x in verb.partition("+"))
        if plus:
            yield Lexeme(key, "verb", (f"{base} {particle}",), frame=key)
            yield Lexeme(key, "verb", (base,), frame=key, particle=particle)


def names_in(raw: Mapping[str, Any]) -> Iterator[Lexeme]:
    """Boards, power, places, channels and languages of names.toml."""
    for group in ("board", "power", "place", "language"):
        for key, forms in raw[group].items():
            yield Lexeme(key, group, split(forms))
    for group in ("unknown_board", "wifi", "bluetooth", "usb_hid", "serial", "onboard"):
        yield Lexeme(group, group, split(raw[group]["forms"]))
