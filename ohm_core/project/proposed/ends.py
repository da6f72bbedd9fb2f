"""The ends of wires as people and models write them ("ESP32 GPIO13", "LED1 anode", "DHT22.DATA", "3.3V") → pins of a design."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ohm_core.catalogue.catalogue import Catalogue, all_pins, find_pin, nearest, squash
from ohm_core.catalogue.schema import Part, Pin
from ohm_core.circuit.circuit import instance
from ohm_core.design.values import Design, PinRef
from ohm_core.errors import BadInput
from ohm_core.project.proposed.names import named

BOARD = frozenset(["board", "mcu", "microcontroller", "controller", "devboard", "arduino", "esp", "pico", "nodemcu", "esp32", "esp8266"])
EXTRA = re.compile(r"\b(?:pin|leg|terminal|lead|of|the|on|to|input|output)\b|[()\[\]]", re.I)
SUPPLIES = {"3.3v": ("3V3", "3.3V"), "3v3": ("3V3", "3.3V"), "33v": ("3V3", "3.3V"), "5v": ("5V", "VBUS", "VIN"), "vcc": ("5V", "3V3", "VBUS"), "gnd": ("GND",), "ground": ("GND",), "minus": ("GND",)}
LEGS = {"anode": ("A", "+"), "long": ("A", "+"), "cathode": ("C", "K", "-"), "short": ("C", "-"), "positive": ("+", "VCC", "A"), "negative": ("-", "GND", "C"), "plus": ("+",), "minus": ("-",), "signal": ("SIG", "S", "OUT", "DATA", "PWM", "AOUT", "DOUT"),
        "data": ("DATA", "OUT", "DIN"), "power": ("VCC", "V+", "5V", "VIN"), "ground": ("GND",), "gate": ("G",), "drain": ("D",), "source": ("S",), "base": ("B",), "collector": ("C",), "emitter": ("E",), "wiper": ("SIG", "W"),
        "first": ("1",), "second": ("2",), "one": ("1",), "two": ("2",), "left": ("1",), "right": ("2",), "a": ("1", "A"), "b": ("2", "B"), "trigger": ("TRIG",), "out": ("OUT", "DO", "AO"), "in": ("IN",)}
RAIL = re.compile(r"\brail|power bus|ground bus|^[+-]$", re.I)


@dataclass(frozen=True)
class End:
    """One end of a wire: a pin of a part, or a rail of a breadboard, which joins whatever else is joined to it."""

    pin: PinRef | None
    rail: str = ""


def end_of(text: str, design: Design, catalogue: Catalogue) -> End:
    """The end that TEXT names. Raises BadInput with the nearest names."""
    tried: list[str] = []
    for left, right in _splits(text):
        refs = refs_named(left, design, catalogue) if left else _of_board(design, catalogue)
        if left and any(_is_breadboard(design, r, catalogue) for r in refs) or not left and RAIL.search(right):
            return End(None, "-" if re.search(r"(?:^|[\s.])-|gnd|ground|neg|black|blue|minus", text, re.I) else "+" + "".join(re.findall(r"\d", right)))
        hits = [PinRef(r, pin) for r in refs if (pin := pin_named(right, r, design, catalogue, loose=bool(left)))]
        if len(hits) == 1:
            return End(hits[0])
        if len(hits) > 1 and (same := [h for h in hits if h.ref == design.board]) and not left:
            return End(same[0])
        if hits:
            raise BadInput(f"'{text[:60]}' may be {' or '.join(map(str, hits[:4]))}; write the reference.", text[:60], "ambiguous_pin")
        tried += [r for r in refs if left and r not in tried]
    raise BadInput(_why_not(text, tried, design, catalogue), text[:60], "unknown_pin" if tried else "unknown_reference")


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Where a reference may end and a pin begin: at the first dot, at other joints, at each space, and the whole as a pin."""
    whole = text.strip()
    for joint in (".", ":", "/", "->", "#", "("):
        if joint in whole.strip(joint):
            left, _, right = whole.partition(joint)
            yield left.strip(), right.strip(" )")
    words = whole.replace("(", " ").replace(")", " ").replace("_", " ").split()
    for at in range(len(words) - 1, 0, -1):
        yield " ".join(words[:at]), " ".join(words[at:])
    for word in ("-", "_"):
        if word in whole.strip(word):
            left, _, right = whole.partition(word)
            yield left.strip(), right.strip()
    yield "", whole


def refs_named(text: str, design: Design, catalogue: Catalogue) -> list[str]:
    """The references that a name means in this design: the reference itself, else its part by any of its names."""
    text = " ".join(EXTRA.sub(" ", text).split())
    wanted = squash(text)
    exact = [r for r in design.parts if r == text] or [r for r in design.parts if wanted and squash(r) == wanted]
    if exact or not wanted:
        return exact
    said = [r for r, u in design.parts.items() if u.name and squash(u.name) == wanted]
    if said:
        return said
    if wanted in BOARD and design.board:
        return [design.board]
    words, number = _words(text)
    found = [r for r in design.parts if words and words <= _names(r, design, catalogue)]
    if not found and (meant := named(text, "", catalogue)):
        found = [r for r, u in design.parts.items() if u.part == meant.part.id]
    return [found[number - 1]] if number and len(found) >= number > 0 and len(found) > 1 else found


def _words(text: str) -> tuple[set[str], int]:
    """The telling words of a name, and the number at its end ("LED 2")."""
    bits = re.findall(r"[a-z0-9.+]+", text.lower())
    number = int(bits[-1]) if len(bits) > 1 and bits[-1].isdigit() and len(bits[-1]) < 3 else 0
    return {b[:-1] if len(b) > 3 and b.endswith("s") else b for b in (bits[:-1] if number else bits)} - {"the", "a", "module", "sensor"}, number


def _names(ref: str, design: Design, catalogue: Catalogue) -> set[str]:
    use = design.parts[ref]
    part = catalogue.part(use.part) if use.part in catalogue else None
    texts = [use.name, *use.serves, *map(str, use.attrs.values())] + ([part.id, part.name, part.category, *part.aliases] if part else [])
    words = {w for t in texts for w in re.findall(r"[a-z0-9.+]+", t.lower())} | ({"board"} if part and part.board else set())
    return words | {squash(t) for t in texts} | {w[:-1] for w in words if len(w) > 3 and w.endswith("s")}


def _of_board(design: Design, catalogue: Catalogue) -> list[str]:
    """Where a pin without a part belongs: the board, else any part that has it."""
    return [design.board, *(r for r in design.parts if r != design.board)] if design.board else list(design.parts)


def _is_breadboard(design: Design, ref: str, catalogue: Catalogue) -> bool:
    use = design.parts[ref]
    return use.part in catalogue and catalogue.part(use.part).category.startswith("mechanical:breadboard")


def pin_named(text: str, ref: str, design: Design, catalogue: Catalogue, loose: bool = True) -> str:
    """The pin of a part that TEXT means, in the catalogue's word for it; "" where there is none. Unless LOOSE, TEXT is a pin's name and no more."""
    part = part_of(ref, design, catalogue)
    bare = " ".join(EXTRA.sub(" ", text).split())
    for form in dict.fromkeys([text, bare, bare.replace(" ", ""), *(bare.split() if loose else ())]):
        if form and (pin := _pin(part, form, catalogue, bool(part.board))):
            return pin.name
    if not loose or part.board:
        return ""
    for word in re.findall(r"[a-z]+", bare.lower()):
        for name in LEGS.get(word, ()):
            if pin := find_pin(part, name):
                return pin.name
    return ""


def _pin(part: Part, text: str, catalogue: Catalogue, board: bool) -> Pin | None:
    names = (text, *SUPPLIES.get(squash(text) if text[0:1].isalpha() else text.lower().replace(" ", ""), ()))
    numbered = re.fullmatch(r"(?:gpio|io|gp|d|digital|analog|pin)?\s*-?(\d+)", text, re.I) if board else None
    more = [f"{front}{numbered[1]}" for front in ("GPIO", "GP", "D", "IO", "")] if numbered else []
    known = {p.name: p for p in all_pins(catalogue, part)} if part.variants and part.id in catalogue else {}
    return next((p for n in (*names, *more) if (p := find_pin(part, n) or known.get(n))), None)


def part_of(ref: str, design: Design, catalogue: Catalogue) -> Part:
    """The part at a reference, in the form that its wires tell."""
    return instance(ref, design.parts[ref], catalogue, [e.pin for w in design.connections for e in w if e.ref == ref]).part


def _why_not(text: str, tried: Iterable[str], design: Design, catalogue: Catalogue) -> str:
    refs = list(tried)
    if refs:
        part = part_of(refs[0], design, catalogue)
        names = [n for p in part.pin for n in (p.name, *p.aliases)]
        last = re.split(r"[\s.:/(]+", text.strip(" )"))[-1]
        close = nearest(last, names) or [p.name for p in part.pin[:12]]
        return f"'{text[:60]}': {refs[0]} ({design.parts[refs[0]].name or part.name}) has no such pin; nearest: {', '.join(close) or 'it has none'}."
    close = nearest(re.split(r"[\s.:]", text.strip())[0], [*design.parts, *(part_of(r, design, catalogue).name for r in design.parts)])
    known = ", ".join(f"{r} ({design.parts[r].name or part_of(r, design, catalogue).name})" for r in list(design.parts)[:12])
    return f"'{text[:60]}' names no part of the design" + (f"; did you mean {', '.join(close)}?" if close else ".") + f" It has {known or 'no parts yet'}. A part that is missing comes in with add_part or update_bom."


def joined(ends: Iterable[tuple[End, End]]) -> list[tuple[PinRef, PinRef]]:
    """Wires between pins: what meets on a rail is joined from the first pin there to each other one."""
    wires: list[tuple[PinRef, PinRef]] = []
    rails: dict[str, list[PinRef]] = {}
    for a, b in ends:
        if a.pin and b.pin:
            wires.append((a.pin, b.pin))
        elif (pin := a.pin or b.pin) and (rail := a.rail or b.rail):
            rails.setdefault(rail, []).append(pin)
    for pins in rails.values():
        wires += [(pins[0], p) for p in dict.fromkeys(pins[1:]) if p != pins[0]]
    return list({frozenset(w): w for w in wires if w[0] != w[1]}.values())
