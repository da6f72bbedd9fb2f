"""The design file `ohm-design/1`: JSON text ↔ Design. Structure only; parts and pins are resolved with the catalogue later."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from typing import Any

from ohm_core.design.behaviour import Action, AllOf, Always, AnyOf, At, Behaviour, Between, Condition, Event, Every, Held, MapOf, OneOf, Read, Reading, Template, Value
from ohm_core.design.values import FORMAT, CustomPin, Design, PartUse, PinRef, SourceFile, Supply, Wire
from ohm_core.design.wishes import Conflict, PowerWish, Requirements, Span, Unserved, Wish
from ohm_core.errors import BadInput
from ohm_core.units import Money

LIMIT_BYTES = 2_000_000
LIMIT_DEPTH = 60
PIN_TYPES = frozenset(["input", "output", "bidirectional", "tri_state", "passive", "power_in", "power_out", "open_collector", "open_emitter", "unspecified", "no_connect", "free"])


def parse_json(data: bytes, name: str, limit: int = LIMIT_BYTES) -> Any:
    """JSON from a file's bytes: UTF-8 (a byte order mark is fine) or UTF-16, at most LIMIT bytes. Raises BadInput."""
    if len(data) > limit:
        raise BadInput(f"{name} has {len(data):,} bytes; the limit is {limit:,}.", name, "too_large")
    if not data.strip(b" \t\r\n\0"):
        raise BadInput(f"{name} is empty.", name)
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        return json.loads(text, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise BadInput(f"{name} is not text in UTF-8.", name) from None
    except RecursionError:
        raise BadInput(f"{name} is nested too deep.", name) from None
    except json.JSONDecodeError as error:
        raise BadInput(f"{name} is not valid JSON: {error.msg.lower()} at line {error.lineno}, column {error.colno}.", name) from None
    except ValueError as error:
        raise BadInput(f"{name} is not valid JSON: {error}.", name) from None


def _no_constant(word: str) -> float:
    raise ValueError(f"{word} is not a number JSON has")


def design_from(raw: Any, name: str = "the design") -> Design:
    """A Design from parsed JSON. Raises BadInput with the place and what to change."""
    body = _table(raw, name, "a JSON object with \"format\": \"ohm-design/1\"")
    if body.get("format") != FORMAT:
        raise BadInput(f"{name} has the format {str(body.get('format'))[:40]!r}; OHM reads \"{FORMAT}\".", "format", "format")
    parts = {_ref(r): _part(r, p) for r, p in _table(body.get("parts"), "parts", "an object of references").items()}
    board = _text(body.get("board", ""), "board")
    if board and board not in parts:
        raise BadInput(f"\"board\" is '{board[:40]}', which is not among the parts.", "board")
    return Design(
        title=_text(body.get("title", ""), "title")[:200] or "Untitled", parts=parts, board=board,
        connections=tuple(_wire(w, i) for i, w in enumerate(_list(body.get("connections", []), "connections"))),
        description=_text(body.get("description", ""), "description"),
        requirements=_requirements(body.get("requirements")),
        behaviours=tuple(_behaviour(b, i) for i, b in enumerate(_list(body.get("behaviours", []), "behaviours"))),
        assumptions=_texts(body, "assumptions"), decisions=_texts(body, "decisions"), questions=_texts(body, "questions"),
        unserved=tuple(Unserved(_text(u.get("said"), "unserved"), _text(u.get("why"), "unserved")) for u in _tables(body, "unserved")),
        conflicts=tuple(Conflict(_texts(c, "wishes"), _text(c.get("why"), "conflicts"), _texts(c, "ways_out")) for c in _tables(body, "conflicts")),
        firmware=tuple(_file(f) for f in _tables(body, "firmware")),
        features={str(k): bool(v) for k, v in _table(body.get("features", {}), "features", "an object").items()},
        supply=_supply(body.get("supply")), placements=_table(body.get("placements", {}), "placements", "an object"),
        locked=_texts(body, "locked"), notes=body.get("notes"), diagram=None if body.get("diagram") is None else _table(body["diagram"], "diagram", "a Wokwi diagram"),
    )


def _table(value: Any, where: str, what: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BadInput(f"{where} must be {what}.", where)
    return value


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadInput(f"\"{where}\" must be a list.", where)
    return value


def _tables(body: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    return [_table(x, f"{key}[{i}]", "an object") for i, x in enumerate(_list(body.get(key, []), key))]


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise BadInput(f"\"{where}\" must be text.", where)
    return value


def _texts(body: Mapping[str, Any], key: str) -> tuple[str, ...]:
    return tuple(_text(x, key) for x in _list(body.get(key, []), key))


def _ref(ref: str) -> str:
    if not ref or "." in ref or len(ref) > 80:
        raise BadInput(f"The reference '{ref[:40]}' must be 1 to 80 characters without a dot.", f"parts.{ref[:40]}")
    return ref


def _part(ref: str, raw: Any) -> PartUse:
    body = _table(raw, f"parts.{ref}", "an object with \"part\"")
    part = body.get("part")
    if not isinstance(part, str) or not part:
        raise BadInput(f"parts.{ref} must name its \"part\".", f"parts.{ref}.part")
    attrs = _table(body.get("attrs", {}), f"parts.{ref}.attrs", "an object")
    for key, value in attrs.items():
        if isinstance(value, float) and not math.isfinite(value):
            raise BadInput(f"parts.{ref}.attrs.{key} is not a finite number.", f"parts.{ref}.attrs.{key}")
    pins = {str(n): _custom_pin(p, f"parts.{ref}.pins.{n}") for n, p in _table(body.get("pins", {}), f"parts.{ref}.pins", "an object").items()}
    if part == "custom" and "pins" not in body:
        raise BadInput(f"parts.{ref} is custom, so it must list its \"pins\".", f"parts.{ref}.pins")
    return PartUse(part, attrs, str(body.get("name", "")), pins, tuple(map(str, body.get("serves", []) or [])), bool(body.get("owned", False)),
                   {str(k): str(v) for k, v in _table(body.get("guesses", {}), f"parts.{ref}.guesses", "an object").items()})


def _custom_pin(raw: Any, where: str) -> CustomPin:
    body = _table(raw, where, "an object")
    kind = body.get("type", "unspecified")
    if kind not in PIN_TYPES:
        raise BadInput(f"{where}: '{str(kind)[:30]}' is no pin type; use one of {', '.join(sorted(PIN_TYPES))}.", where)
    volts = [body.get(k) for k in ("min_v", "max_v")]
    if any(v is not None and (isinstance(v, bool) or not isinstance(v, (int, float)) or not math.isfinite(v)) for v in volts):
        raise BadInput(f"{where}: min_v and max_v must be numbers.", where)
    return CustomPin(kind, *volts)


def _wire(raw: Any, index: int) -> Wire:
    if not (isinstance(raw, list) and len(raw) == 2 and all(isinstance(e, str) for e in raw)):
        raise BadInput(f"connections[{index}] must be two pins, like [\"U1.GPIO13\", \"R1.1\"].", f"connections[{index}]")
    return (pin_ref(raw[0]), pin_ref(raw[1]))


def pin_ref(text: str) -> PinRef:
    """'U1.GPIO13' → PinRef; all after the first dot is the pin. Raises BadInput."""
    ref, dot, pin = text.partition(".")
    if not dot or not ref or not pin:
        raise BadInput(f"'{text[:60]}' is not a pin; write REFERENCE.PIN, like U1.GPIO13.", text[:60])
    return PinRef(ref, pin)


def _file(raw: Mapping[str, Any]) -> SourceFile:
    return SourceFile(safe_path(_text(raw.get("path"), "firmware.path")), _text(raw.get("language", ""), "firmware.language"), _text(raw.get("content", ""), "firmware.content"))


def safe_path(path: str) -> str:
    """PATH when it stays inside its folder: relative, without '..', drive or odd characters. Raises BadInput."""
    bits = path.replace("\\", "/").split("/")
    if not path or path.startswith(("/", "\\", "~")) or ":" in path or any(b in ("", ".", "..") for b in bits) or any(ord(c) < 32 for c in path) or len(path) > 200:
        raise BadInput(f"The firmware path '{path[:80]}' leaves its folder; give a relative path without '..'.", "firmware.path", "unsafe_path")
    return "/".join(bits)


def _supply(raw: Any) -> Supply:
    if raw is None:
        return Supply()
    body = _table(raw, "supply", "an object like {\"source\": \"usb\"}")
    volts = body.get("volts")
    if volts is not None and (isinstance(volts, bool) or not isinstance(volts, (int, float)) or not math.isfinite(volts)):
        raise BadInput("supply.volts must be a number.", "supply.volts")
    return Supply(str(body.get("source", "usb")), volts)


# Behaviours and requirements: their dataclass fields are their keys, with the reserved words and shorthands of the contract.

def _behaviour(raw: Any, index: int) -> Behaviour:
    where = f"behaviours[{index}]"
    body = _table(raw, where, "an object")
    do, other = (tuple(_action(a, where) for a in _list(body.get(k, []), where)) for k in ("do", "else"))
    said = body.get("said")
    return Behaviour(str(body.get("id", f"b{index + 1}")), _condition(body.get("when"), where), do, other, None if said is None else str(said), bool(body.get("again", False)))


def _condition(raw: Any, where: str) -> Condition:
    body = _table(raw, f"{where}.when", "a reading, an event, a time, or all/any of these")
    if "read" in body:
        if body.get("op") not in ("<", "<=", ">", ">=", "==", "!="):
            raise BadInput(f"{where}.when.op must be one of < <= > >= == !=.", f"{where}.when.op")
        return Reading(str(body["read"]), body["op"], _value(body.get("value"), where), float(body.get("hysteresis", 0) or 0))
    if "event" in body:
        return Event(str(body["event"]))
    if "every_s" in body:
        return Every(_number(body["every_s"], f"{where}.when.every_s"))
    if "at" in body:
        return At(str(body["at"]))
    if "between" in body:
        return Between(_two_times(body["between"], f"{where}.when.between"))
    for key, kind in (("all", AllOf), ("any", AnyOf)):
        if key in body:
            return kind(tuple(_condition(c, where) for c in _list(body[key], where)))
    if "held" in body:
        return Held(_condition(body["held"], where), _number(body.get("for_s"), f"{where}.when.for_s"))
    if body.get("always"):
        return Always()
    raise BadInput(f"{where}.when must hold read, event, every_s, at, between, all, any, held or always.", f"{where}.when")


def _two_times(value: Any, where: str) -> tuple[str, str]:
    """The ends of a stretch of the day: "HH:MM", "sunrise" or "sunset" each."""
    times = [str(v) for v in _list(value, where)]
    if len(times) != 2 or not all(re.fullmatch(r"(?:[01]?\d|2[0-3]):[0-5]\d|sunrise|sunset", t) for t in times):
        raise BadInput(f"{where} must be two times of day like [\"08:00\", \"20:00\"].", where)
    return times[0], times[1]


def _number(value: Any, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise BadInput(f"{where} must be a number.", where)
    return float(value)


def _action(raw: Any, where: str) -> Action:
    body = _table(raw, f"{where}.do", "an action like {\"act\": \"LED1\", \"action\": \"on\"}")
    rest = {k: v for k, v in body.items() if k not in ("act", "action", "for_s", "turn", "step")}
    for_s = body.get("for_s")
    turn, step = (_place(body.get(key), f"{where}.{key}") for key in ("turn", "step"))
    return Action(_text(body.get("act"), f"{where}.act"), _text(body.get("action"), f"{where}.action"),
                  tuple((k, _value(v, where)) for k, v in rest.items()), None if for_s is None else _number(for_s, f"{where}.for_s"), turn, step)


def _place(value: Any, where: str) -> int | None:
    """Which turn or step an action belongs to."""
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 100):
        raise BadInput(f"{where} must be a whole number from 1 to 100.", where)
    return value


def _value(raw: Any, where: str) -> Value:
    if isinstance(raw, (str, int, float)) and not isinstance(raw, bool):
        return raw
    body = _table(raw, where, "a number, a text or a formula of readings")
    if "read" in body:
        return Read(str(body["read"]))
    if "map" in body:
        pair = [tuple(_number(x, where) for x in _list(body.get(k), where)) for k in ("from", "to")]
        return MapOf(str(body["map"]), (pair[0][0], pair[0][1]), (pair[1][0], pair[1][1]))
    if "text" in body:
        return Template(str(body["text"]))
    if "random" in body:
        return OneOf(tuple(_list(body["random"], where)))
    raise BadInput(f"{where}: a value is a number, a text, read, map, text or random.", where)


def _requirements(raw: Any) -> Requirements | None:
    """Requirements as they were written by `requirements_json`; anything else a person writes there is kept as its text."""
    if raw is None:
        return None
    if not isinstance(raw, dict) or "text" not in raw:
        return Requirements(text=json.dumps(raw, ensure_ascii=False))
    wishes = tuple(Wish(**{k: w[k] for k in w if k in _WISH_KEYS}) for w in raw.get("wishes", []) if isinstance(w, dict) and {"id", "role", "concept"} <= set(w))
    budget = raw.get("budget")
    power = raw["power"] if isinstance(raw.get("power"), dict) else {}
    return Requirements(
        text=str(raw["text"]), title=str(raw.get("title", "")), wishes=wishes, board=str(raw.get("board", "")), board_said=str(raw.get("board_said", "")),
        language=str(raw.get("language", "")), budget=Money(Decimal(str(budget["amount"])), str(budget["currency"])) if isinstance(budget, dict) else None,
        power=PowerWish(**{k: v for k, v in power.items() if k in ("kind", "part", "volts", "hours", "said")}),
        features=dict(raw.get("features", {})), places=tuple(raw.get("places", [])),
        behaviours=tuple(_behaviour(b, i) for i, b in enumerate(_list(raw.get("behaviours", []), "requirements.behaviours"))),
        assumptions=_texts(raw, "assumptions"), questions=_texts(raw, "questions"),
        unserved=tuple(Unserved(str(u["said"]), str(u["why"])) for u in raw.get("unserved", []) if isinstance(u, dict) and {"said", "why"} <= set(u)),
        conflicts=tuple(Conflict(tuple(map(str, c["wishes"])), str(c["why"]), tuple(map(str, c.get("ways_out", ())))) for c in raw.get("conflicts", []) if isinstance(c, dict) and {"wishes", "why"} <= set(c)),
        spans=tuple(Span(**s) for s in raw.get("spans", []) if isinstance(s, dict) and {"start", "end", "fate"} <= set(s)),
    )


_WISH_KEYS = frozenset(f.name for f in fields(Wish))


def plain(value: Any) -> Any:
    """Any design value as JSON data: behaviours in the contract's form, money as strings, empty optional keys left out."""
    if isinstance(value, PinRef):
        return str(value)
    if isinstance(value, Action):
        ends = {k: v for k, v in (("for_s", value.for_s), ("turn", value.turn), ("step", value.step)) if v is not None}
        return {"act": value.act, "action": value.action, **{k: plain(v) for k, v in value.args}, **ends}
    if isinstance(value, Behaviour):
        return {"id": value.id, "when": plain(value.when), "do": plain(value.do), "else": plain(value.else_), "said": value.said, **({"again": True} if value.again else {})}
    if isinstance(value, Always):
        return {"always": True}
    if isinstance(value, MapOf):
        return {"map": value.map, "from": list(value.from_), "to": list(value.to)}
    if isinstance(value, Reading):
        return {"read": value.read, "op": value.op, "value": plain(value.value), **({"hysteresis": value.hysteresis} if value.hysteresis else {})}
    if isinstance(value, Money):
        return {"amount": value.text(), "currency": value.currency}
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return value


def design_json(design: Design) -> dict[str, Any]:
    """The design file's JSON object; keys that say nothing are left out."""
    body: dict[str, Any] = {"format": FORMAT, "title": design.title}
    for key in ("board", "description"):
        if getattr(design, key):
            body[key] = getattr(design, key)
    body["parts"] = {ref: _part_json(use) for ref, use in design.parts.items()}
    body["connections"] = [[str(a), str(b)] for a, b in design.connections]
    for key in ("requirements", "behaviours", "assumptions", "decisions", "questions", "unserved", "conflicts", "features", "placements", "locked", "firmware"):
        if value := getattr(design, key):
            body[key] = plain(value)
    body["supply"] = {k: v for k, v in plain(design.supply).items() if v is not None}
    if design.notes is not None:
        body["notes"] = design.notes
    if design.diagram is not None:
        body["diagram"] = design.diagram
    return body


def _part_json(use: PartUse) -> dict[str, Any]:
    body: dict[str, Any] = {"part": use.part}
    if use.name:
        body["name"] = use.name
    if use.attrs:
        body["attrs"] = dict(use.attrs)
    if use.pins or use.part == "custom":
        body["pins"] = {n: {k: v for k, v in plain(p).items() if v is not None and v != "unspecified"} for n, p in use.pins.items()}
    if use.serves:
        body["serves"] = list(use.serves)
    if use.owned:
        body["owned"] = True
    if use.guesses:
        body["guesses"] = dict(use.guesses)
    return body


def design_text(design: Design) -> str:
    """The design file's text, ready to be written."""
    return json.dumps(design_json(design), indent=1, ensure_ascii=False) + "\n"
