"""Catalogue files → parts: read, merge variants, validate. A wrong file is refused with file, field and reason."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ohm_core.catalogue.schema import Part
from ohm_core.errors import BadInput

GROUPS = frozenset(["microcontroller", "sensor", "actuator", "display", "input", "led", "passive", "transistor", "diode", "driver", "logic", "power", "comm", "storage", "rtc", "audio", "isolator", "mechanical", "misc"])
ROLES = frozenset(["sense", "act", "show", "input", "power", "store", "communicate", "drive", "shift", "time", "identify", "protect", "connect", "logic", "support"])
_ID = re.compile(r"[a-z0-9][a-z0-9.-]*$")


def read_part(path: Path) -> tuple[Part, dict[str, Part]]:
    """The part of one TOML file in its default variant, and every variant by id (empty where it has none).

    Raises BadInput naming file, field and reason.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(f"{path.name} is not valid TOML: {error}.", str(path)) from None
    return parts_of(raw, path.name)


def parts_of(raw: Mapping[str, Any], where: str) -> tuple[Part, dict[str, Part]]:
    """The default part and its variants from a parsed file. Raises BadInput."""
    body = dict(raw)
    variants = [dict(v) for v in body.pop("variants", [])]
    changes = {v.get("id", ""): v.pop("set", {}) for v in variants}
    body["variants"] = variants
    made = {v["id"]: _validate(_merge(body, {**changes[v["id"]], "variant": v["id"]}), where) for v in variants if "id" in v}
    if not variants:
        return _validate(body, where), {}
    default = next((v["id"] for v in variants if v.get("default")), variants[0].get("id", ""))
    if default not in made:
        raise BadInput(f"{where}: variants: each variant needs an id.", where)
    return made[default], made


def _merge(base: Any, change: Any) -> Any:
    """CHANGE laid over BASE: tables merge; a list of tables merges by name, pin or id; anything else is replaced."""
    if isinstance(base, dict) and isinstance(change, dict):
        return {**base, **{k: _merge(base.get(k), v) for k, v in change.items()}}
    if isinstance(base, list) and isinstance(change, list) and all(isinstance(x, dict) for x in [*base, *change]):
        key = next((k for k in ("name", "pin", "id", "about", "concept") if change and all(k in x for x in [*base, *change])), None)
        if key:
            over = {x[key]: x for x in change}
            kept = [_merge(x, over.pop(x[key], {})) for x in base]
            return [x for x in kept if not x.get("remove")] + [x for x in change if x[key] in over]
    return change


def _validate(body: dict[str, Any], where: str) -> Part:
    from pydantic import ConfigDict, TypeAdapter, ValidationError

    global _adapter
    if _adapter is None:
        _strict_dataclasses(ConfigDict(extra="forbid"))
        _adapter = TypeAdapter(Part)
    try:
        part: Part = _adapter.validate_python(_unknowns(body))
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(x) for x in first["loc"])
        raise BadInput(f"{where}: {field}: {first['msg'].lower()} (found {str(first.get('input'))[:60]!r}).", where) from None
    problems = list(_inconsistencies(part))
    if problems:
        raise BadInput(f"{where}: {problems[0]}", where)
    return part


_adapter: Any = None


def _strict_dataclasses(config: Any) -> None:
    """Unknown keys are errors in every table, not silently dropped."""
    import dataclasses

    from ohm_core.catalogue import schema

    for thing in vars(schema).values():
        if isinstance(thing, type) and dataclasses.is_dataclass(thing):
            thing.__pydantic_config__ = config  # type: ignore[attr-defined]


def _unknowns(value: Any, key: str = "") -> Any:
    """A fact written "unknown" becomes Fact(unknown=True)."""
    if isinstance(value, dict):
        return {k: _unknowns(v, k) for k, v in value.items()}
    if isinstance(value, list):
        return [_unknowns(v) for v in value]
    return {"unknown": True} if value == "unknown" and re.search(r"_(v|a|ohm|s|hz|w|c)$|^(v|ohm|farad|hfe)$", key) else value


def _inconsistencies(part: Part) -> Iterator[str]:
    """What the types alone cannot say, one sentence each."""
    names = [p.name for p in part.pin]
    known = set(names) | {a for p in part.pin for a in p.aliases} | {p.joined for p in part.pin}
    if not _ID.match(part.id):
        yield f"id: '{part.id}' must be lower-case letters, digits, dots and dashes."
    if part.category.split(":")[0] not in GROUPS:
        yield f"category: '{part.category}' is in no known group ({', '.join(sorted(GROUPS))})."
    if len(set(names)) != len(names):
        yield f"pin: the name {next(n for n in names if names.count(n) > 1)} stands twice."
    seen: dict[str, str] = {}
    for pin in part.pin:
        for alias in {a.lower() for a in (pin.name, *pin.aliases)}:
            if seen.setdefault(alias, pin.name) != pin.name:
                yield f"pin {pin.name}: '{alias}' already means {seen[alias]}."
        if pin.pull and pin.pull.to not in known:
            yield f"pin {pin.name}: pull.to: there is no pin {pin.pull.to}."
        if pin.domain and pin.domain not in known:
            yield f"pin {pin.name}: domain: there is no pin {pin.domain}."
    for supply in part.supply:
        for name in (supply.pin, supply.ground):
            if name not in known:
                yield f"supply: there is no pin {name}."
    for row in part.mechanics.rows:
        for name in row:
            if name and name not in names:
                yield f"mechanics.rows: there is no pin {name}."
    for provide in part.provides:
        if provide.role not in ROLES:
            yield f"provides: '{provide.role}' is no role ({', '.join(sorted(ROLES))})."
        if provide.reading and provide.reading not in part.readings:
            yield f"provides: reading: '{provide.reading}' is not in [readings]."
        if provide.event and provide.event not in part.events:
            yield f"provides: event: '{provide.event}' is not in [events]."
        for action in provide.actions:
            if action not in part.actions:
                yield f"provides: actions: '{action}' is not in [actions]."
    yield from _uncited(part, part, part.id)


def _uncited(part: Part, value: Any, path: str) -> Iterator[str]:
    """Facts whose document is not listed, that have no source at all, or whose quote is too long."""
    import dataclasses

    from ohm_core.catalogue.schema import Fact

    if isinstance(value, Fact) and not value.unknown:
        if value.doc and value.doc not in part.source:
            yield f"{path}: doc: there is no [source.{value.doc}]."
        if not value.doc and value.basis == "document":
            yield f"{path}: give doc, at and quote, or basis = \"estimate\", or \"unknown\"."
        if len(value.quote.split()) > 15:
            yield f"{path}: quote: at most 15 words."
        if value.min is value.typ is value.max is None:
            yield f"{path}: a fact needs min, typ or max."
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for f in dataclasses.fields(value):
            yield from _uncited(part, getattr(value, f.name), f"{path}.{f.name}")
        doc = getattr(value, "doc", "")
        if doc and doc not in part.source:
            yield f"{path}: doc: there is no [source.{doc}]."
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _uncited(part, item, f"{path}[{getattr(item, 'name', i)}]")
    elif isinstance(value, Mapping):
        for k, item in value.items():
            yield from _uncited(part, item, f"{path}.{k}")
