"""One part added, replaced or taken out of a design. Where the design was planned, the planner wires the change; the pins that
are wired stay where they are as far as that goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ohm_core.catalogue.schema import Part
from ohm_core.design.values import Design, PartUse, PinRef
from ohm_core.design.wishes import Requirements
from ohm_core.errors import BadInput, Locked
from ohm_core.project.proposed.ends import end_of, refs_named
from ohm_core.project.proposed.names import find_part
from ohm_core.project.proposed.proposal import MOST_PARTS, Proposal, known_attrs, reference, takes_wires, unknown_use, without
from ohm_core.project.proposed.wishing import less, more, wished
from ohm_core.project.prototype import Prototype, owned_of, planned
from ohm_core.project.revise.sheet import Sheet
from ohm_core.project.revise.things import swap


def added(before: Prototype, name: str, attrs: Mapping[str, Any], why: str = "", guess: bool = False) -> Proposal:
    """One more part: planned and wired where the planner knows how, else there without wires. With GUESS a part that the catalogue
    does not have, without pins or facts. Raises BadInput for an unknown part or attribute."""
    design = before.design
    if len(design.parts) >= MOST_PARTS:
        raise BadInput(f"The design has {len(design.parts)} parts; it holds at most {MOST_PARTS}.", "part", "too_many")
    if guess:
        ref = next(f"X{n}" for n in range(1, MOST_PARTS + 2) if f"X{n}" not in design.parts)
        return Proposal(design.with_(parts={**design.parts, ref: unknown_use(name, {"part number": name[:60]})}), (f"added {ref} ({name[:60]}), which the catalogue does not have",))
    found = find_part(name, before.catalogue)
    if found.part.board is not None and design.board:
        raise BadInput(f"The design has a board already ({design.board}); replace it with replace_part.", "part", "other_board")
    use = PartUse(found.part.id, known_attrs(found.part, {**found.attrs, **attrs}, "attrs"), serves=((why or name)[:80],))
    wishes = design.requirements
    longer = more(wishes, use, before.catalogue) if wishes and wishes.wishes and design.board else None
    if longer is not None and wishes is not None and len(longer.wishes) > len(wishes.wishes):
        made = replanned(before, longer)
        if made is not None:
            fresh = [r for r in made.parts if r not in design.parts]
            return Proposal(made, (f"added {', '.join(fresh) or found.part.name} and wired it",))
    ref = reference(found.part, design.parts)
    bare = design.with_(parts={**design.parts, ref: use}, board=design.board or (ref if found.part.board else ""))
    return Proposal(wished(before, bare, [ref], (), before.catalogue), (f"added {ref} ({found.part.name}), not wired yet",))


def replaced(before: Prototype, ref: str, name: str, attrs: Mapping[str, Any]) -> Proposal:
    """Another part at a reference. It keeps the wires where it has the same pins, else everything is planned with it; another board
    is planned anew. Raises BadInput where neither can be done."""
    ref, design = _ref(before, ref), before.design
    found = find_part(name, before.catalogue) if name else None
    part = found.part if found else _part(before, ref)
    chosen = known_attrs(part, {**(found.attrs if found else {}), **attrs}, "attrs")
    old = design.parts[ref]
    use = PartUse(part.id, {**({} if found and part.id != old.part else old.attrs), **chosen}, serves=old.serves, owned=old.owned and old.part == part.id)
    if part.board is not None and ref == design.board and part.id != old.part:
        return _other_board(before, part)
    if takes_wires(design, ref, part, before.catalogue) and _same_kind(before, ref, part):
        bare = design.with_(parts={**design.parts, ref: use})
        return Proposal(_rewished(before, bare, ref), (f"{ref} is {part.name} now",))
    wishes = design.requirements
    made = replanned(before, _swapped(before, wishes, ref, part, use)) if wishes and wishes.wishes else None
    if made is None:
        raise BadInput(f"{part.name} has not the pins that {ref} ({_part(before, ref).name}) is wired with; remove {ref}, add the part and wire it.", "part", "other_pins")
    return Proposal(made, (f"{part.name} in the place of {ref}, wired anew",))


def removed(before: Prototype, ref: str) -> Proposal:
    """The design without a part, without its wires and what it did. Raises BadInput for the board and for what is not there."""
    ref, design = _ref(before, ref), before.design
    if ref == design.board:
        raise BadInput(f"{ref} is the board, on which everything hangs; replace it with replace_part.", "ref", "the_board")
    wishes = design.requirements
    if wishes and wishes.wishes and (shorter := less(before, wishes, [ref])) != wishes and (made := replanned(before, shorter)) is not None:
        gone = [r for r in design.parts if r not in made.parts]
        return Proposal(made, (f"removed {', '.join(gone) or ref}",))
    slim, lost = without(design, [ref])
    return Proposal(wished(before, slim, (), [ref], before.catalogue), (f"removed {ref}",), notes=tuple(f"What {b} did went with it." for b in lost))


def assigned(before: Prototype, pins: Mapping[str, str]) -> Proposal:
    """The design with signals on these board pins: PINS are {"LED1.A": "GPIO13"}. Everything else stays where it can. Raises BadInput
    for pins that are not there, Locked for one that a person fixed elsewhere."""
    design, lines = before.design, []
    for target, board_pin in pins.items():
        end, at = end_of(target, design, before.catalogue).pin, end_of(f"{design.board}.{board_pin.split('.')[-1]}", design, before.catalogue).pin
        if end is None or at is None:
            raise BadInput(f"'{target[:40]}' is not a pin of a part; write REFERENCE.PIN.", target[:40], "unknown_pin")
        fixed = next((x for x in design.locked if x.split("=")[-1] == str(end) and not x.startswith(f"{at}=")), "")
        if fixed:
            raise Locked(f"A person fixed {fixed}; ask them to unlock it first.", fixed, "fixed")
        lines.append(f"{at}={end}")
    wishes = design.requirements
    made = replanned(before, wishes, fixed=tuple(lines)) if wishes and wishes.wishes else None
    if made is not None and all(_on(made, before, line) for line in lines):
        return Proposal(made, (f"assigned {', '.join(lines)}",))
    for line in lines:
        design = _moved(before, design, line)
    return Proposal(design, (f"assigned {', '.join(lines)}",))


def replanned(before: Prototype, wishes: Requirements, fixed: tuple[str, ...] = (), board: str = "") -> Design | None:
    """The design of changed requirements on the same board: with all pins where they are, else with those that must be; None where
    that serves less than before."""
    design, here = before.design, before.circuit.board_instance()
    on = board or (here.part.id if here and here.known else "")
    known = {(u.said, u.why) for u in design.unserved}
    taken = {line.split("=")[-1] for line in fixed}
    stay = tuple(line for line in pins_now(before) if line.split("=")[-1] not in taken and line.split("=")[0] not in {x.split("=")[0] for x in fixed}) if not board else ()
    for soft in dict.fromkeys((stay, ())):
        try:
            made = planned(wishes, board=on, currency=before.currency, own=owned_of(before).items(), locked=(*(() if board else design.locked), *fixed, *soft), catalogue=before.catalogue)
        except BadInput:
            continue
        got = made.circuit.design
        if len(got.conflicts) <= len(design.conflicts) and {(u.said, u.why) for u in got.unserved} <= known | {(u.said, u.why) for u in wishes.unserved}:
            return replace(got, title=design.title or got.title, locked=() if board else design.locked, notes=design.notes)
    return None


def pins_now(made: Prototype) -> list[str]:
    """Which board pin each signal of a part is on now, as lines of a lock; through one resistor too."""
    circuit, lines = made.circuit, []
    for net in (n for n in circuit.nets if n.kind == "signal"):
        at = next((p for p in net.pins if p.ref == circuit.board), None)
        if at is None:
            continue
        for pin in net.pins:
            through = circuit.parts[pin.ref].part.category.startswith("passive:resistor")
            far = circuit.net_at(pin.ref, "2" if pin.pin == "1" else "1") if through else net
            lines += [f"{at}={p}" for p in (far.pins if far else ()) if p.ref not in (circuit.board, pin.ref if through else "") and circuit.parts[p.ref].known and not circuit.parts[p.ref].part.category.startswith(("passive", "transistor", "diode"))]
    return list(dict.fromkeys(lines))


def _other_board(before: Prototype, part: Part) -> Proposal:
    wishes = before.design.requirements
    made = replanned(before, replace(wishes, board=part.id, board_said=part.name), board=part.id) if wishes and wishes.wishes else None
    if made is None:
        raise BadInput(f"{part.name} cannot take over all of it; ask with revise_design, which says what would be lost.", "part", "other_board")
    return Proposal(made, (f"planned anew on {part.name}",), notes=("On another board the pins a person had fixed are chosen anew.",) if before.design.locked else ())


def _swapped(before: Prototype, wishes: Requirements, ref: str, part: Part, use: PartUse) -> Requirements:
    """The requirements with PART for what the part at REF was there for, doing what that did as far as it can."""
    sheet = Sheet(before, wishes)
    mine = sheet.wishes_of(ref)
    fresh = more(Requirements(""), replace(use, serves=use.serves or (part.name,)), before.catalogue).wishes
    if not mine or not fresh:
        return more(less(before, wishes, [ref]), use, before.catalogue)
    swap(sheet, mine, fresh[0])
    return sheet.now


def _rewished(before: Prototype, design: Design, ref: str) -> Design:
    """The requirements asking for the part that stands at REF now."""
    wishes = design.requirements
    if wishes is None or not wishes.wishes:
        return design
    use, sheet = design.parts[ref], Sheet(before, wishes)
    mine = {w.id for w in sheet.wishes_of(ref)}
    changed = tuple(replace(w, part=use.part, attrs={**w.attrs, **{k: v for k, v in use.attrs.items() if k != "quantity"}}, conditions={k: use.attrs.get(k, v) for k, v in w.conditions.items()}) if w.id in mine and w.count == 1 else w for w in wishes.wishes)
    return design.with_(requirements=replace(wishes, wishes=changed))


def _ref(before: Prototype, text: str) -> str:
    found = refs_named(text, before.design, before.catalogue)
    if len(found) != 1:
        known = ", ".join(found or list(before.design.parts)[:20])
        raise BadInput(f"'{text[:40]}' is no part of the design; it has {known}." if not found else f"'{text[:40]}' may be {known}; give the reference.", text[:40], "unknown_reference")
    return found[0]


def _part(before: Prototype, ref: str) -> Part:
    return before.circuit.parts[ref].part


def _same_kind(before: Prototype, ref: str, part: Part) -> bool:
    return _part(before, ref).category.split(":")[0] == part.category.split(":")[0] or not any(ref in (a.ref, b.ref) for a, b in before.design.connections)


def _on(design: Design, before: Prototype, line: str) -> bool:
    return line in pins_now(Prototype.from_design(design, before.catalogue, before.currency))


def _moved(before: Prototype, design: Design, line: str) -> Design:
    """The wires of a signal moved to another board pin, where nothing else is."""
    from ohm_core.circuit.circuit import resolve

    at, _, target = line.partition("=")
    circuit = resolve(design, before.catalogue)
    new, end = (PinRef(*text.split(".", 1)) for text in (at, target))
    now = [p for p in (x.split("=")[0] for x in pins_now(Prototype(design, before.catalogue)) if x.endswith(f"={target}"))]
    if not now:
        return design.with_(connections=(*design.connections, (new, end)))
    if circuit.net_of(new) is not None and now[0] != at:
        raise BadInput(f"{at} is in use already; free it first or choose another pin.", at, "pin_taken")
    old = PinRef(*now[0].split(".", 1))

    def put(pin: PinRef) -> PinRef:
        found = circuit.parts[pin.ref].pin(pin.pin)
        return new if pin.ref == old.ref and found is not None and found.name == old.pin else pin

    return design.with_(connections=tuple((put(a), put(b)) for a, b in design.connections))
