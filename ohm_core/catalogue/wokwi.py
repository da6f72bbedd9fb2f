"""What Wokwi's part types and attributes mean in the catalogue's words, both ways. The table is data/wokwi/types.toml."""

from __future__ import annotations

import colorsys
import re
import tomllib
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Any

from ohm_core.catalogue.catalogue import Catalogue, data_dir, find_pin
from ohm_core.catalogue.schema import AttrSpec, Part
from ohm_core.errors import BadInput
from ohm_core.units import parse_si

# Middles of the hues that LEDs are sold in, in degrees; what has hardly any hue is white.
HUES = {"red": 0, "orange": 30, "yellow": 58, "green": 120, "blue": 225, "purple": 285}
NAMED = {"limegreen": "green", "lime": "green", "cyan": "blue", "aqua": "blue", "magenta": "purple", "pink": "red", "gold": "yellow", "amber": "orange", "warmwhite": "white", "violet": "purple"}


# The attribute that tells which part a Wokwi type stands for, where read plainly it would be another.
STANDS_FOR = "ohm"


@dataclass(frozen=True)
class Meaning:
    """What one Wokwi part is: `use` is "part", or for what nobody buys "breadboard", "junction", "ground", "supply", "tool".

    `part` is None for a type that the catalogue does not know. `attrs` are ours, `pins` turns Wokwi's pin names into ours; "" is a
    pin that ours has not and that does nothing.
    `because`: the pins for whose sake another form of the part than the usual one was taken.
    """

    use: str
    part: Part | None = None
    attrs: Mapping[str, Any] = field(default_factory=dict)
    pins: Mapping[str, str] = field(default_factory=dict)
    because: frozenset[str] = frozenset()


@cache
def types() -> dict[str, dict[str, Any]]:
    """The table by Wokwi type."""
    found: dict[str, dict[str, Any]] = tomllib.loads((data_dir() / "wokwi" / "types.toml").read_text(encoding="utf-8"))
    return found


def meaning(kind: str, said: Mapping[str, Any], catalogue: Catalogue) -> Meaning:
    """What a part of this type with these attributes is here."""
    row = types().get(kind)
    if row is None or _stands_in(kind, said, catalogue):
        return _plain(kind, said, catalogue)
    if "use" in row:
        return Meaning(row["use"])
    row, said = _form(row, said), _full(row, said)
    if row["part"] not in catalogue:
        return Meaning("part")
    variant = row.get("variant", "") or _variant(row["part"], said, catalogue)
    part = catalogue.part(row["part"], variant)
    attrs = {"variant": variant} if variant else {}
    return Meaning("part", part, {**attrs, **dict(_taken(row, said, part))}, {**_spelled(part), **row.get("pins", {})})


def fitting(what: Meaning, named: Set[str], catalogue: Catalogue) -> Meaning:
    """WHAT, or where it lacks pins that its wires name, the first other form of the part that has them all (an ESP32 with GPIO0)."""
    if what.part is None or not what.part.variants:
        return what
    lacking = frozenset(p for p in named if what.pins.get(p) != "" and find_pin(what.part, what.pins.get(p, p)) is None and find_pin(what.part, p.rpartition(".")[0] or p) is None)
    if not lacking:
        return what
    for variant, part in catalogue.variants(what.part.id).items():
        if all(find_pin(part, p) is not None for p in lacking):
            return Meaning(what.use, part, {**what.attrs, "variant": variant}, what.pins, lacking)
    return what


def _stands_in(kind: str, said: Mapping[str, Any], catalogue: Catalogue) -> bool:
    """True where the diagram is our own writing and this type stands for a part that Wokwi has none for."""
    return isinstance(said.get(STANDS_FOR), str) and said[STANDS_FOR] in catalogue and catalogue.part(said[STANDS_FOR]).wokwi == kind


def _plain(kind: str, said: Mapping[str, Any], catalogue: Catalogue) -> Meaning:
    """A type that the table leaves to the part's own `wokwi`, or one of our own writing (`ohm-…`, or standing for a part)."""
    own = kind.removeprefix("ohm-") if kind.startswith("ohm-") else str(said.get(STANDS_FOR, ""))
    part = catalogue.part(own) if own in catalogue else next((p for p in catalogue.parts() if p.wokwi == kind), None)
    if part is None:
        return Meaning("part")
    variant = _variant(part.id, said, catalogue)
    part = catalogue.part(part.id, variant)
    row = {"take": {name: name for name in part.attrs}}
    return Meaning("part", part, {**({"variant": variant} if variant else {}), **dict(_taken(row, said, part))}, _spelled(part))


def _variant(part_id: str, said: Mapping[str, Any], catalogue: Catalogue) -> str:
    """The form of a part that a diagram of our own writing names; "" for none."""
    variant = said.get("variant")
    return variant if isinstance(variant, str) and variant in catalogue.variants(part_id) else ""


def _spelled(part: Part) -> dict[str, str]:
    return {theirs: ours for ours, theirs in part.wokwi_pins.items()}


def _form(row: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """ROW with the first of its forms that the attributes fit laid over it."""
    full = _full(row, said)
    form: dict[str, Any] = next((f for f in row.get("form", ()) if all(str(full.get(k, "")).lower() == v for k, v in f["when"].items())), {})
    return {**row, **form}


def _full(row: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What is said, and where nothing is said what Wokwi takes then."""
    return {**row.get("given", {}), **{k: v for k, v in said.items() if str(v).strip()}}


def _taken(row: Mapping[str, Any], said: Mapping[str, Any], part: Part) -> Iterator[tuple[str, Any]]:
    for ours, words in row.get("take", {}).items():
        ways = [(way.split("*"), words_said) for words_said in (said, row.get("given", {})) for way in words.split("|")]
        value = next((v for way, where in ways if (v := _value(ours, way, where, part.attrs.get(ours))) is not None), None)
        if value is not None:
            yield ours, value


def _value(ours: str, factors: list[str], said: Mapping[str, Any], spec: AttrSpec | None) -> Any:
    """The product of these attributes as a number, or a colour, a choice, a text; None where they say nothing that can be used."""
    texts = [str(said[f]).strip() for f in factors if str(said.get(f, "")).strip()]
    if len(texts) < len(factors):
        return None
    if spec and spec.kind in ("choice", "text"):
        return color(texts[0], spec.choices) if ours == "color" else texts[0]
    try:
        made = 1.0
        for text in texts:
            made *= int(text, 16) if text.lower().startswith("0x") else parse_si(text)
    except (BadInput, ValueError):
        return None
    return int(made) if spec is None or spec.kind == "integer" else made


def color(text: str, choices: tuple[str, ...]) -> str | None:
    """The colour among CHOICES that a name or #rrggbb means; None where no hue is near."""
    name = re.sub(r"[^a-z0-9#]", "", text.lower())
    name = NAMED.get(name, name)
    if re.fullmatch(r"#[0-9a-f]{3}|#[0-9a-f]{6}", name):
        digits = name[1:] if len(name) == 7 else "".join(c * 2 for c in name[1:])
        hue, lightness, saturation = colorsys.rgb_to_hls(*(int(digits[i:i + 2], 16) / 255 for i in (0, 2, 4)))
        near = min(HUES, key=lambda h: min(abs(hue * 360 - HUES[h]), 360 - abs(hue * 360 - HUES[h])))
        name = "white" if saturation < 0.15 or lightness > 0.95 else near
    return name if not choices or name in choices else None


def said_of(part: Part, attrs: Mapping[str, Any], variant: str = "", before: Mapping[str, Any] = MappingProxyType({})) -> dict[str, str]:
    """Attributes of a part in use under Wokwi's names, with those that tell its form (pins = "i2c", common = "anode").

    Of several names for one thing it takes the one that is used in BEFORE, else the last.
    """
    row = types().get(part.wokwi, {})
    forms = [{**row, **f} for f in row.get("form", ())] + [row]
    mine = next((f for f in forms if f.get("part") == part.id and f.get("variant", "") == (variant or part.variant if "variant" in f else "")), None)
    if mine is None:
        return {**({STANDS_FOR: part.id} if "part" in row else {}), **{k: str(v) for k, v in attrs.items()}}
    given = row.get("given", {})
    out = dict(mine.get("when") or {k: given[k] for f in row.get("form", ()) for k in f["when"] if k in given})
    if attrs.get("variant") and "variant" not in mine:
        out["variant"] = str(attrs["variant"])
    for ours, words in mine.get("take", {}).items():
        names = words.split("|")
        name = next((n for n in names if n in before), names[-1])
        if ours in attrs and "*" not in name:
            value = attrs[ours]
            out[name] = f"0x{value:02x}" if ours == "i2c_address" and isinstance(value, int) else f"{value:g}" if isinstance(value, (int, float)) else str(value)
    return out
