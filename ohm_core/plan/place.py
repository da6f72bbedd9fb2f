"""A reference for every piece chosen: its attributes, the form of it to buy, and what it cannot do without."""

from __future__ import annotations

from collections.abc import Mapping

from ohm_core.catalogue.schema import Part
from ohm_core.design.wishes import Requirements, Wish
from ohm_core.plan.attempt import Attempt
from ohm_core.plan.choose import pieces
from ohm_core.plan.companions import companions
from ohm_core.plan.draft import Draft

VARIES = ("set", "speed", "fade", "color")
TURNS_BACK = ("forward", "backward", "reverse", "direction")


def place(attempt: Attempt, wishes: Requirements, owned: Mapping[str, int]) -> None:
    """A reference for every piece; which wishes it serves; which need PWM or both directions."""
    left = dict(owned)
    for part_id, served in pieces(attempt.picks):
        first = served[0][0].wish
        mine = first.status == "owned" or left.get(part_id, 0) > 0
        left[part_id] = left.get(part_id, 0) - 1
        attrs = {**_form(attempt.draft, part_id), **_attrs(attempt.draft.catalogue.part(part_id), first, served[0][1])}
        said = tuple(dict.fromkeys(p.wish.said for p, _ in served if p.wish.said))
        ref = attempt.draft.add(part_id, serves=said, attrs=attrs, owned=mine, concept=first.concept)
        _companion(attempt.draft, part_id, said)
        for pick, _ in served:
            attempt.refs.setdefault(pick.wish.id, []).append(ref)
    for behaviour in wishes.behaviours:
        for action in (*behaviour.do, *behaviour.else_):
            refs = attempt.refs.get(action.act.split(".")[0], [])
            if action.action in VARIES:
                attempt.draft.pwm.update(refs)
            if action.action in TURNS_BACK:
                attempt.draft.reverse.update(refs)
    companions(attempt.draft, {ref for b in wishes.behaviours for a in (*b.do, *b.else_) for ref in attempt.refs.get(a.act.split(".")[0], [])})


def _form(draft: Draft, part_id: str) -> dict[str, object]:
    """The form of a part to buy where the board decides it: a relay that triggers on high for a board whose high is 3.3 V."""
    part = draft.catalogue.part(part_id)
    if draft.logic > 4 or not part.switch or part.switch.active != "low":
        return {}
    high = next((v for v, p in draft.catalogue.variants(part_id).items() if p.switch and p.switch.active == "high"), "")
    if high:
        draft.decisions.append(f"Take the {part.name} that triggers on a high level: one that triggers on low may not switch off from {draft.logic:g} V.")
    return {"variant": high} if high else {}


def _companion(draft: Draft, part_id: str, said: tuple[str, ...]) -> None:
    """What an amplifier or driver chosen for its reading cannot do without: the cell an HX711 reads."""
    chosen = draft.catalogue.part(part_id)
    for concept in {p.concept for p in chosen.provides if p.role == "sense"}:
        for other, provide in draft.catalogue.providers("sense", concept):
            bare = any(n.kind == "driver" and chosen.id.split("-")[0] in f"{n.to} {n.when}".lower() for n in other.needs)
            if bare and other.id != part_id and not any(u.part == other.id for u in draft.parts.values()):
                draft.add(other.id, serves=said, concept=provide.concept)
                return


def _attrs(part: Part, wish: Wish, number: int) -> dict[str, object]:
    """The attributes a part in use gets from the wish: a list is dealt out piece by piece (red, yellow, green)."""
    wanted = {**{k: v for k, v in wish.conditions.items() if k in part.attrs}, **{k: v for k, v in wish.attrs.items() if k in part.attrs or k == "variant"}}
    return {k: (v[number % len(v)] if isinstance(v, (list, tuple)) and v else v) for k, v in wanted.items()}
