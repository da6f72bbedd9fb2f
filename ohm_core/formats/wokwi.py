"""Wokwi `diagram.json` → Design: parts by their Wokwi type, breadboard holes resolved to nets. Unknown types are kept as custom parts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from ohm_core.catalogue.catalogue import Catalogue, find_pin, nearest
from ohm_core.catalogue.schema import Part
from ohm_core.design.values import CustomPin, Design, PartUse, PinRef
from ohm_core.errors import BadInput
from ohm_core.units import parse_si

# Wokwi's breadboards: terminal columns and holes a rail (the mini has no rails).
BREADBOARDS = {"wokwi-breadboard": (63, 50), "wokwi-breadboard-half": (30, 25), "wokwi-breadboard-mini": (17, 0)}
HOLE = re.compile(r"(?:(\d+)([tb])\.([a-j])|([tb][pn])\.(\d+))$")
# Other names of types that the catalogue knows under its own.
SAME_TYPE = {"wokwi-esp32-devkit-v1": "esp32-devkit-v1", "board-esp32-devkit-c-v4": "esp32-devkit-v1", "wokwi-pi-pico": "raspberry-pi-pico", "board-pi-pico": "raspberry-pi-pico", "board-pi-pico-w": "raspberry-pi-pico-w",
             "wokwi-arduino-uno": "arduino-uno-r3", "wokwi-arduino-nano": "arduino-nano", "wokwi-pushbutton-6mm": "button", "wokwi-pushbutton": "button", "wokwi-ssd1306": "oled-ssd1306-128x64",
             "board-ssd1306": "oled-ssd1306-128x64", "wokwi-neopixel": "ws2812-strip", "wokwi-led-ring": "ws2812-ring-16", "wokwi-slide-potentiometer": "potentiometer-10k"}
LIMIT_PARTS = 20_000


def is_diagram(raw: Any) -> bool:
    """True for parsed JSON that means to be a Wokwi diagram."""
    return isinstance(raw, dict) and "format" not in raw and isinstance(raw.get("version"), int) and "parts" in raw


def design_of(raw: Mapping[str, Any], catalogue: Catalogue, name: str) -> Design:
    """The Design of a Wokwi diagram; ids stay (dots become _), pins keep Wokwi's names. Raises BadInput with the place."""
    kinds = _kinds(raw, name)
    ends = [_ends(w, i) for i, w in enumerate(_list(raw.get("connections"), "connections"))]
    wires = [e for e in ends if e and not any(x.startswith("$") for x, _ in e)]
    for (ref, pin) in (e for w in wires for e in w):
        if ref not in kinds:
            raise BadInput(f"A wire leads to '{ref[:40]}', but no part has that id.", f"{ref}:{pin}"[:80], "unknown_reference")
    known = {ref: _known(kind, attrs, catalogue) for ref, (kind, attrs) in kinds.items()}
    pins_used: dict[str, dict[str, None]] = {}
    for ref, pin in (e for w in wires for e in w):
        pins_used.setdefault(ref, {})[pin] = None
    parts = {_ref(r): _use(r, kinds[r], known[r], pins_used.get(r, {})) for r in kinds if kinds[r][0] not in BREADBOARDS}
    connections = _connect(wires, kinds, known)
    board = next((_ref(r) for r in kinds if (p := known[r]) and p.board), "")
    return Design(title=str(raw.get("title") or name)[:200], parts=parts, connections=tuple(connections), board=board)


def _kinds(raw: Mapping[str, Any], name: str) -> dict[str, tuple[str, dict[str, Any]]]:
    """Id → (type, attrs), checked."""
    kinds: dict[str, tuple[str, dict[str, Any]]] = {}
    items = _list(raw.get("parts"), "parts")
    if len(items) > LIMIT_PARTS:
        raise BadInput(f"{name} has {len(items):,} parts; the limit is {LIMIT_PARTS:,}.", "parts", "too_large")
    for i, item in enumerate(items):
        if not isinstance(item, dict) or not isinstance(item.get("type"), str) or not isinstance(item.get("id"), str) or not item["id"]:
            raise BadInput(f"parts[{i}] needs a \"type\" and an \"id\".", f"parts[{i}]")
        if item["id"] in kinds:
            raise BadInput(f"Two parts have the id '{item['id'][:40]}'; ids must differ.", f"parts[{i}].id")
        attrs = item.get("attrs") or {}
        if not isinstance(attrs, dict):
            raise BadInput(f"parts[{i}].attrs must be an object.", f"parts[{i}].attrs")
        kinds[item["id"]] = (item["type"], attrs)
    if not kinds:
        raise BadInput(f"{name} has no parts.", "parts")
    return kinds


def _list(value: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadInput(f"\"{where}\" must be a list.", where)
    return value


def _ends(wire: Any, index: int) -> tuple[tuple[str, str], tuple[str, str]] | None:
    if not isinstance(wire, list) or len(wire) < 2 or not all(isinstance(e, str) and ":" in e for e in wire[:2]):
        raise BadInput(f"connections[{index}] must begin with two pins, like \"uno:13\" and \"led1:A\".", f"connections[{index}]")
    a, b = (e.partition(":") for e in wire[:2])
    return (a[0], a[2]), (b[0], b[2])


def _ref(ref: str) -> str:
    return ref.replace(".", "_")


def _known(kind: str, attrs: Mapping[str, Any], catalogue: Catalogue) -> Part | None:
    """The catalogue's part for a Wokwi type; None where it has none."""
    if kind == "wokwi-lcd1602" or kind == "wokwi-lcd2004":
        model = "lcd2004-i2c" if "2004" in kind else "lcd1602-i2c" if attrs.get("pins") == "i2c" else "lcd1602"
        return catalogue.part(model) if model in catalogue else None
    if kind in SAME_TYPE and SAME_TYPE[kind] in catalogue:
        return catalogue.part(SAME_TYPE[kind])
    if kind.startswith("ohm-") and kind[4:] in catalogue:
        return catalogue.part(kind[4:])
    hits = [p for p in catalogue.parts() if p.wokwi == kind]
    return hits[0] if hits else None


def _use(ref: str, kind: tuple[str, dict[str, Any]], part: Part | None, pins: Mapping[str, None]) -> PartUse:
    if part is None:
        return PartUse("custom", name=kind[0], pins={p: CustomPin() for p in pins} or {"-": CustomPin()})
    return PartUse(part.id, attrs=dict(_attrs(kind[1], part)))


def _attrs(attrs: Mapping[str, Any], part: Part) -> dict[str, Any]:
    made: dict[str, Any] = {}
    value = attrs.get("value", attrs.get("resistance"))
    for ours in ("resistance_ohm", "capacitance_f"):
        if ours in part.attrs and isinstance(value, str):
            try:
                made[ours] = parse_si(value)
            except BadInput:
                continue
    if part.id == "resistor" and "resistance_ohm" not in made:
        made["resistance_ohm"] = 1000.0  # Wokwi's own default
    for key in ("color", "pixels"):
        spec = part.attrs.get(key)
        if spec and key in attrs and (not spec.choices or str(attrs[key]).lower() in spec.choices):
            made[key] = int(attrs[key]) if spec.kind == "integer" and str(attrs[key]).isdigit() else str(attrs[key]).lower()
    return made


def _pin(ref: str, pin: str, part: Part | None) -> str:
    """The pin as Wokwi spells it where the catalogue understands that, else our own name. Raises BadInput for none."""
    if part is None:
        return pin
    ours = next((o for o, w in part.wokwi_pins.items() if w == pin), None)
    if ours and find_pin(part, ours) is not None and find_pin(part, pin) is not find_pin(part, ours):
        return ours
    if find_pin(part, pin) is not None:
        return pin
    if (base := re.fullmatch(r"(.+)\.\d+", pin)) and find_pin(part, base[1]) is not None:
        return base[1]
    names = [n for p in part.pin for n in (p.name, *p.aliases)]
    raise BadInput(f"{ref} ({part.name}) has no pin '{pin[:30]}'; nearest: {', '.join(nearest(pin, names) or names[:8])}.", f"{ref}:{pin}"[:80], "unknown_pin")


def _connect(wires: list[Any], kinds: Mapping[str, tuple[str, dict[str, Any]]], known: Mapping[str, Part | None]) -> list[tuple[PinRef, PinRef]]:
    """Wires between parts; what meets in a breadboard strip is joined in a chain."""
    strips: dict[tuple[str, str], list[PinRef]] = {}
    joined: list[tuple[tuple[str, str], tuple[str, str]]] = []
    made: list[tuple[PinRef, PinRef]] = []
    for a, b in wires:
        nodes = [_strip(e, kinds) for e in (a, b)]
        pins = [None if n else PinRef(_ref(e[0]), _pin(e[0], e[1], known[e[0]])) for e, n in zip((a, b), nodes, strict=True)]
        if nodes[0] and nodes[1]:
            joined.append((nodes[0], nodes[1]))
        elif pins[0] and pins[1]:
            made.append((pins[0], pins[1]))
        else:
            strip, pin = (nodes[0], pins[1]) if nodes[0] else (nodes[1], pins[0])
            assert strip and pin
            strips.setdefault(strip, []).append(pin)
    return made + _chains(strips, joined)


def _strip(end: tuple[str, str], kinds: Mapping[str, tuple[str, dict[str, Any]]]) -> tuple[str, str] | None:
    """The breadboard strip of a hole; None for a part's pin. Raises BadInput for a hole that does not exist."""
    kind = kinds[end[0]][0]
    if kind not in BREADBOARDS:
        return None
    match, (columns, rail) = HOLE.match(end[1]), BREADBOARDS[kind]
    ok = match and (1 <= int(match[5]) <= rail if match[4] else 1 <= int(match[1]) <= columns and (match[3] in "abcde") == (match[2] == "t"))
    if not match or not ok:
        raise BadInput(f"The breadboard {end[0]} has no hole '{end[1][:20]}'.", f"{end[0]}:{end[1]}"[:80], "unknown_hole")
    return end[0], end[1].split(".")[0]


def _chains(strips: dict[tuple[str, str], list[PinRef]], joined: list[tuple[tuple[str, str], tuple[str, str]]]) -> list[tuple[PinRef, PinRef]]:
    parent: dict[tuple[str, str], tuple[str, str]] = {}

    def find(x: tuple[str, str]) -> tuple[str, str]:
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    for a, b in joined:
        parent[find(a)] = find(b)
    groups: dict[tuple[str, str], list[PinRef]] = {}
    for strip, pins in strips.items():
        groups.setdefault(find(strip), []).extend(pins)
    return [(a, b) for pins in groups.values() for a, b in pairwise(pins)]
