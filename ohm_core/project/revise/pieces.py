"""Pieces coloured, counted, moved, made stronger, or found to be there already, by a later message."""

from __future__ import annotations

import re
from dataclasses import replace

from ohm_core.catalogue.catalogue import find_pin
from ohm_core.design.wishes import Requirements
from ohm_core.project.revise.sheet import Sheet
from ohm_core.project.revise.things import COLORS, bare, occasions

MOVE = re.compile(r"\b(?:move|put|connect|wire|attach|place|shift|use|hook)\b", re.I)
PIN = re.compile(r"\b(?:(?:digital |analog )?(?:pin|gpio|io)\s*-?\s*)(?P<named>[a-z]{0,4}\d{1,2})\b|\b(?:to|on|at|onto|use)\s+(?P<bare>(?:GPIO|GP|IO|D|A)\d{1,2})\b", re.I)
MORE = re.compile(r"\b(?:another|second|third|fourth|fifth|extra|additional|one more|(?P<n>two|three|four|five|\d+) more)\b", re.I)
NOT_THIS = re.compile(r"\b(?:instead of|rather than|from|not|in place of)\s+(?:a\s+|the\s+)?(?P<color>\w+)", re.I)
NUMBER = {"two": 2, "three": 3, "four": 4, "five": 5}


def recolor(sheet: Sheet, text: str, alone: Requirements) -> bool:
    """"make the led blue": the colour of a light that is there."""
    old = [m["color"].lower() for m in NOT_THIS.finditer(text) if COLORS.fullmatch(m["color"])]
    fresh_ones = [c.lower() for c in COLORS.findall(text) if c.lower() not in old]
    colors = [*[c for c in fresh_ones[:-1]], *old, *fresh_ones[-1:]]
    if not fresh_ones or MORE.search(text) or re.match(r"(?:add|put|also|i(?:'d)? (?:also )?(?:want|need|like))\b", bare(text), re.I) or any(b.said and occasions(b) for b in alone.behaviours):
        return False
    fresh = colors[-1]
    named = sheet.named(re.sub(rf"\b(?:{'|'.join(colors)})\b", " ", text))[0] or [k for k in sheet.now.wanted() if k.concept == "illumination"]
    lights = [k for k in named if k.role in ("show", "act") and any("color" in sheet.part(x).attrs for x in sheet.refs_of(k))]
    if len(colors) > 1:
        lights = [k for k in lights if k.conditions.get("color") in colors[:-1]] or lights
    if len(lights) != 1:
        if lights:
            sheet.asks.append(f"Which light shall be {fresh}: {' or '.join(sheet.name(w) for w in lights)}?")
        return bool(lights)
    light = lights[0]
    if light.conditions.get("color") == fresh:
        sheet.told = True
        sheet.asks.append(f"{sheet.name(light)} is {fresh} already.")
        return True
    sheet.put(wishes=[replace(w, conditions={**w.conditions, "color": fresh}, attrs={**w.attrs, "color": fresh}) if w.id == light.id else w for w in sheet.now.wishes])
    sheet.done.append(f"{sheet.name(light)} becomes {fresh}")
    return True


def more(sheet: Sheet, text: str, alone: Requirements) -> bool:
    """"a second pump", "two more leds" without a task of their own: more pieces of what is there."""
    found = MORE.search(text)
    if not found or any(b.said for b in alone.behaviours):
        return False
    added = NUMBER.get(found["n"].lower(), int(found["n"]) if found["n"].isdigit() else 1) if found["n"] else 1
    for wish in (w for w in alone.wanted() if not w.implied and w.role in ("act", "show", "drive")):
        known = sheet.meant(wish)
        if len(known) == 1:
            sheet.put(wishes=[replace(w, count=w.count + added) if w.id == known[0].id else w for w in sheet.now.wishes])
            sheet.done.append(f"{known[0].count + added} × {sheet.name(known[0])}, which do the same together")
            return True
    for wish in (w for w in alone.wanted() if not w.implied and w.role in ("sense", "input", "identify") or w.role == "sense" and w.said):
        known = sheet.meant(wish)
        if known:
            made = [sheet.adopt(replace(known[0], count=1, implied=False, said=wish.said or known[0].said)) for _ in range(added)]
            sheet.done.append(f"{len(made)} more {sheet.name(known[0])}")
            sheet.asks.append(f"What shall happen by the other {wish.concept.replace('_', ' ')}? It is wired and read; say when it shall do what.")
            return True
    return False


def pixels(sheet: Sheet, text: str) -> bool:
    """"give it 24 pixels": how long a strip or large a ring is."""
    found = re.search(r"\b(\d{1,3})\s+(?:pixels?|leds?|lights?)\b", text, re.I)
    known = [w for w in sheet.now.wanted() if "pixels" in w.attrs or any("pixels" in sheet.part(x).attrs for x in sheet.refs_of(w))]
    if not found or len(known) != 1 or MORE.search(text) or re.match(r"(?:add|put|also)\b", bare(text), re.I):
        return False
    count = int(found[1])
    if known[0].attrs.get("pixels") == count:
        sheet.told = True
        return True
    sheet.put(wishes=[replace(w, attrs={**w.attrs, "pixels": count}) if w.id == known[0].id else w for w in sheet.now.wishes])
    sheet.done.append(f"{sheet.name(known[0])}: {count} pixels")
    return True


def move(sheet: Sheet, text: str) -> bool:
    """"move the led to pin 12": a pin the person fixes. True when the sentence was about that."""
    board, found = sheet.before.circuit.board_instance(), PIN.search(text)
    if not MOVE.search(text) or not found or board is None:
        return False
    name = found["named"] or found["bare"]
    pin = find_pin(board.part, name) or find_pin(board.part, re.sub(r"\D", "", name))
    rest = text[: found.start()] + " " + text[found.end():]
    wishes, others = sheet.named(rest)
    lines = [x for w in wishes for x in sheet.refs_of(w)] or others
    lines = [x for x in lines if x.ref != sheet.before.design.board]
    if not lines:
        return False
    if pin is None:
        sheet.asks.append(f"The {board.part.name} has no pin {name}.")
        return True
    circuit, ref = sheet.before.circuit, lines[0].ref
    if len(lines) > 1:
        sheet.asks.append(f"Which one shall move to {pin.name}: {' or '.join(f'{x.name} ({x.ref})' for x in lines)}?")
        return True
    ends = signal_ends(sheet, ref)
    if len(ends) != 1:
        sheet.asks.append(f"{lines[0].name} ({ref}) uses {len(ends)} signal pins ({', '.join(ends) or 'none'}); say which of them shall be on {pin.name}." if ends else f"{lines[0].name} ({ref}) has no signal pin of its own on the board.")
        return True
    line = f"{circuit.board}.{pin.name}={ref}.{ends[0]}"
    sheet.locked[:] = [x for x in sheet.locked if x.partition("=")[2] != f"{ref}.{ends[0]}" and x.partition("=")[0] != f"{circuit.board}.{pin.name}"] + [line]
    sheet.done.append(f"{lines[0].name} ({ref}.{ends[0]}) goes to pin {pin.name}")
    return True


def signal_ends(sheet: Sheet, ref: str) -> list[str]:
    """The pins of a part that are led to a signal pin of the board, also through a resistor or a transistor."""
    circuit = sheet.before.circuit
    found = []
    for net in circuit.nets:
        if net.kind != "signal":
            continue
        for pin in (p for p in net.pins if p.ref == ref):
            reach = {p.ref for p in net.pins}
            for other in circuit.nets:
                if other.kind == "signal" and any(p.ref in reach and circuit.parts[p.ref].part.category.startswith(("passive", "transistor")) for p in other.pins):
                    reach |= {p.ref for p in other.pins}
            if circuit.board in reach:
                found.append(pin.pin)
    return list(dict.fromkeys(found))


STRONGER = {"sound": re.compile(r"\b(?:louder|quieter|softer|volume)\b", re.I), "illumination": re.compile(r"\b(?:brighter|dimmer)\b", re.I)}


def stronger(sheet: Sheet, text: str) -> bool:
    """"louder", "brighter": how strong a part is lies in the part, so the others that do the same are named."""
    concept = next((c for c, words in STRONGER.items() if words.search(text)), "")
    known = [w for w in sheet.now.wanted() if w.role in ("act", "show") and (w.concept == concept or any(p.concept == concept for x in sheet.refs_of(w) for p in sheet.part(x).provides))] if concept else []
    if not known or len(text.split()) > 7:
        return False
    here = {x.part for w in known for x in sheet.refs_of(w)}
    others = list(dict.fromkeys(p.name for role in ("act", "show") for p, _ in sheet.before.catalogue.providers(role, concept) if p.id not in here))
    sheet.asks.append(f"How strong it is lies in the part: it is {sheet.name(known[0])}. The same can be done by {', '.join(others[:4])}; say which to use instead." if others else f"How strong it is lies in the part, {sheet.name(known[0])}, and the catalogue has no other for it.")
    return True


HAVE = re.compile(r"(?:i|we)(?:'ve| already| still| also| do| have| own| got| bought| possess)+\s+(?P<what>.+)", re.I)


def had(sheet: Sheet, text: str) -> bool:
    """"I already own the relay module": parts of the design that need not be bought."""
    found = HAVE.match(bare(text).strip(" .!"))
    if not found or not re.search(r"\b(?:have|own|got|bought|possess|'ve)\b", found[0], re.I):
        return False
    wishes, others = sheet.named(re.sub(r"\b(?:already|left over|at home|lying around|in (?:my|the) drawer)\b", " ", found["what"]))
    lines = [x for w in wishes for x in sheet.refs_of(w)] or others
    fresh = [x for x in lines if not x.owned]
    if not fresh:
        sheet.told = sheet.told or bool(lines)
        return bool(lines)
    sheet.owned += [x.part for x in fresh]
    sheet.put(wishes=[replace(w, status="owned") if any(w.id == k.id for k in wishes) else w for w in sheet.now.wishes])
    sheet.done.append(f"you have: {', '.join(f'{x.name} ({x.ref})' for x in fresh)}")
    return True
