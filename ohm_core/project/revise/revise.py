"""A message about a design that is there → the requirements it leads to, with what was changed in words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ohm_core.design.wishes import Requirements
from ohm_core.errors import BadInput
from ohm_core.project.prototype import Prototype
from ohm_core.project.revise import merge, pieces, things, values
from ohm_core.project.revise.sheet import Sheet
from ohm_core.understand import understand

# Where a second request begins inside a sentence: after a joint, with a verb that only people use of designs.
JOINT = re.compile(r"(?<=[.!?;])\s+|,?\s+(?:and|then|but|plus)\s+(?:then\s+|also\s+|please\s+)?(?=(?:remove|drop|delete|add|replace|swap|get rid of|leave out|change|don't)\b)", re.I)


HAVE = re.compile(r"\b(?:i|we)(?:'ve| have| own| already| also| still| got)+\b|\bmy (?:own )?(?:old |spare )?\w+\b", re.I)


@dataclass(frozen=True)
class Revision:
    """`requirements` as they are after the message; `board` a board to plan on ("" for the present one where it can be);
    `done` what was changed, `asks` what is not clear, `missed` what the catalogue has not; `owned` part
    ids the person has; `told` when the message only repeated what is so."""

    requirements: Requirements
    board: str = ""
    locked: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()
    owned: tuple[str, ...] = ()
    told: bool = False


def revise(before: Prototype, text: str) -> Revision:
    """What TEXT changes of the requirements behind a design. Raises BadInput as `understand` does."""
    sheet = Sheet(before, _known(before), locked=list(before.design.locked))
    for piece in (p for p in JOINT.split(text.strip()) if p and re.search(r"[^\W\d_]", p)):
        _piece(sheet, piece)
    return Revision(sheet.now, sheet.board, tuple(sheet.locked), tuple(sheet.done), tuple(sheet.asks), tuple(sheet.missed), tuple(sheet.owned), sheet.told)


def _known(before: Prototype) -> Requirements:
    """The requirements a design was made for; of a design that came without, what its words say."""
    wishes = before.design.requirements
    if wishes and wishes.wishes:
        return wishes
    words = (wishes.text if wishes else "") or before.design.description or before.design.title
    try:
        return understand(words, before.catalogue)
    except BadInput:
        return Requirements(words)


def _piece(sheet: Sheet, piece: str) -> None:
    """One request of the message, by what it is: moved, taken away, exchanged, a value, or something more."""
    alone, text, begun = sheet.read(piece), sheet.now.text, (len(sheet.done), len(sheet.asks))
    if pieces.move(sheet, piece) or pieces.stronger(sheet, piece) or not alone.board and not any(b.said for b in alone.behaviours) and pieces.had(sheet, piece):
        pass
    elif things.remove(sheet, piece) or things.exchange(sheet, piece, alone):
        _around(sheet, alone)
    else:
        _around(sheet, alone)
        full = any(b.said and _conditioned(b) for b in alone.behaviours)
        if not (pieces.pixels(sheet, piece) or pieces.recolor(sheet, piece, alone) or pieces.more(sheet, piece, alone)
                or not full and not _brings(sheet, alone) and (values.retime(sheet, piece, alone) or values.reset(sheet, piece, alone))):
            merge.extend(sheet, piece, alone, text)
    if len(sheet.done) > begun[0]:
        sheet.now = replace(sheet.now, text=merge.context(text, piece)[-9000:])


def _conditioned(behaviour: object) -> bool:
    from ohm_core.design.behaviour import Always, Behaviour

    return isinstance(behaviour, Behaviour) and not isinstance(behaviour.when, Always)


def _brings(sheet: Sheet, alone: Requirements) -> bool:
    """True when the sentence names a thing the design has not."""
    return any(not w.implied and not sheet.meant(w) and w.role not in ("power",) for w in alone.wanted())


def _around(sheet: Sheet, alone: Requirements) -> None:
    """Board, language, power, radio and places, where the sentence names them."""
    now = sheet.now
    if alone.board and alone.board != now.board:
        here = sheet.before.circuit.board_instance()
        if here is None or here.part.id != alone.board:
            sheet.done.append(f"board: {sheet.before.catalogue.part(alone.board).name}")
            sheet.board = alone.board
        now = replace(now, board=alone.board, board_said=alone.board_said)
    if alone.language and alone.language != now.language:
        sheet.done.append(f"language: {alone.language}")
        now = replace(now, language=alone.language)
    if alone.power.said and (alone.power.kind, alone.power.part) != (now.power.kind, now.power.part):
        sheet.done.append(f"power: {alone.power.said}")
        kept = [w for w in now.wishes if w.role != "power"]
        now = replace(now, power=alone.power, wishes=(*kept, *(w for w in alone.wishes if w.role == "power")))
    for name, wanted in alone.features.items():
        if not wanted and not now.features.get(name):
            sheet.told = True
            sheet.asks.append(f"It uses no {name} as it is.")
        elif now.features.get(name, False) != wanted:
            sheet.done.append(f"{name}: {'yes' if wanted else 'no'}")
            now = replace(now, features={**now.features, name: wanted})
    mine = [k for w in alone.wishes if w.status == "owned" for k in sheet.meant(replace(w, status="wanted")) if k.status != "owned"]
    if mine:
        now = replace(now, wishes=tuple(replace(w, status="owned") if any(w.id == k.id for k in mine) else w for w in now.wishes))
        sheet.done.append(f"you have: {', '.join(sheet.name(k) for k in mine)}")
    if alone.board and HAVE.search(alone.text):
        sheet.owned.append(alone.board)
        sheet.done.append(f"you have: {sheet.before.catalogue.part(alone.board).name}")
    if fresh := tuple(p for p in alone.places if p not in now.places):
        sheet.done.append(f"place: {', '.join(fresh)}")
        now = replace(now, places=(*now.places, *fresh))
    if alone.budget and alone.budget != now.budget:
        now = replace(now, budget=alone.budget)
    sheet.now = now

