"""Requirements → Design: board, parts, support, pins. Every choice a catalogue fact or a solver's; what cannot be had is said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ohm_core.catalogue.catalogue import Catalogue, find_pin
from ohm_core.catalogue.schema import Part
from ohm_core.design.behaviour import Action, Behaviour, rename, subjects
from ohm_core.design.values import Design, PartUse, PinRef, Supply
from ohm_core.design.wishes import Conflict, PowerWish, Requirements, Unserved, Wish
from ohm_core.plan.addresses import readdress
from ohm_core.plan.attach import attach
from ohm_core.plan.choose import Pick, choose, pieces
from ohm_core.plan.draft import Draft
from ohm_core.plan.drivers import attach_driver, free_bridge, partner
from ohm_core.plan.i2c_levels import separate
from ohm_core.plan.pins import Assignment, assign
from ohm_core.plan.supply import batteries, board_sources, run_from_battery

SUPPORT_ROLES = ("power", "drive", "shift", "protect", "support", "logic", "connect")
VARIES = ("set", "speed", "fade", "color", "bar")
TURNS_BACK = ("forward", "backward", "reverse", "direction")


@dataclass
class Attempt:
    """One try on one board: the draft, who serves what, pins or what collides."""

    draft: Draft
    refs: dict[str, list[str]]
    picks: list[Pick]
    unserved: list[Unserved] = field(default_factory=list)
    powered: bool = True
    pins: Assignment = field(default_factory=lambda: Assignment({}))


def plan(wishes: Requirements, catalogue: Catalogue, *, board: str = "", owned: Mapping[str, int] | None = None, locked: Sequence[str] = (), thrifty: int = 1) -> Design:
    """A Design that serves the wanted wishes. `owned` part ids with counts, `locked` lines like "U1.GPIO13=LED1.A".

    Never raises for wishes that cannot be had: they stand in `unserved` and `conflicts`.
    """
    tried: list[Attempt] = []
    named = board or wishes.board
    for candidate in boards_for(wishes, catalogue, named):
        attempt = _attempt(wishes, catalogue, candidate, owned or {}, locked, thrifty)
        tried.append(attempt)
        if not attempt.pins.collide and attempt.powered:
            return _design(attempt, wishes, locked)
    able = next((a for a in tried if not a.pins.collide), None)
    if able is not None:
        return _design(able, wishes, locked)
    return _with_less(tried[0], wishes, catalogue, owned or {}, locked, thrifty)


def boards_for(wishes: Requirements, catalogue: Catalogue, named: str = "") -> list[Part]:
    """The named board alone; else those that have the radio asked for, everyday ones first."""
    if named:
        return [catalogue.part(named)]
    boards = catalogue.boards()
    if wishes.language == "micropython":
        boards = [b for b in boards if b.board and "micropython" in b.board.languages] or boards
    radio = [k for k in ("wifi", "bluetooth") if wishes.features.get(k)]
    fits = [b for b in boards if b.board and all(k in b.board.wireless or k == "bluetooth" and "ble" in b.board.wireless for k in radio)]
    return fits or boards


def _attempt(wishes: Requirements, catalogue: Catalogue, board: Part, owned: Mapping[str, int], locked: Sequence[str], thrifty: int) -> Attempt:
    features = {k: v for k, v in wishes.features.items() if v}
    draft = Draft(catalogue, board, features)
    draft.parts[draft.board_ref] = PartUse(board.id, serves=(wishes.board_said,) if wishes.board_said else (), owned=owned.get(board.id, 0) > 0)
    draft.sources = board_sources(draft)
    wanted = [w for w in wishes.wanted() if w.role not in SUPPORT_ROLES and not w.conditions.get("onboard") and not _by_board(w, board)]
    picks, missing = choose(wanted, catalogue, owned, volts=draft.logic, thrifty=thrifty)
    attempt = Attempt(draft, {}, picks)
    attempt.unserved = [Unserved(w.said or w.concept, f"the catalogue has no part for {w.concept.replace('_', ' ')}" + (f" ({w.part})" if w.part else "")) for w in missing]
    _place(attempt, wishes, owned)
    _power(attempt, wishes, owned)
    _join(attempt, wishes)
    separate(draft)
    attempt.unserved += readdress(draft)
    attempt.pins = assign(board, draft.signals, features, _taken(draft), _fixed(draft, locked))
    return attempt


def _by_board(wish: Wish, board: Part) -> bool:
    """True for what the board itself does: radio, publishing, its own LED, touch pins."""
    return wish.role == "communicate" and any(p.role == "communicate" and p.concept == wish.concept for p in board.provides) and not wish.part


def _place(attempt: Attempt, wishes: Requirements, owned: Mapping[str, int]) -> None:
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


def _power(attempt: Attempt, wishes: Requirements, owned: Mapping[str, int]) -> None:
    """USB unless the words ask for a battery; a battery feeds the board, and the loads where it can."""
    draft, power = attempt.draft, _power_wish(wishes)
    if power.part.startswith("power-bank"):
        _power_bank(draft, power.said, owned)
    if power.kind not in ("battery", "solar"):
        return
    ways = batteries(draft, power)
    if not ways:
        attempt.powered = False
        attempt.unserved.append(Unserved(power.said or "battery", f"no battery in the catalogue can feed the {draft.board.name}"))
        return
    run_from_battery(draft, ways[0], power.said, owned.get(ways[0].cell.id, 0) > 0)
    if power.kind == "solar":
        attempt.unserved.append(Unserved(power.said, "the catalogue has no solar panel; the design runs from a battery that one could charge"))


def _power_wish(wishes: Requirements) -> PowerWish:
    """What the words ask of the supply: said as such, or as a battery among the things wanted."""
    cell = next((w for w in wishes.wanted() if w.role == "power" and w.concept == "battery"), None)
    if wishes.power.kind or cell is None:
        return wishes.power
    return PowerWish("battery", cell.part, said=cell.said)


def _power_bank(draft: Draft, said: str, owned: Mapping[str, int]) -> None:
    """A power bank at the board's USB socket; the board cannot tell it from a computer."""
    if "power-bank-usb" in draft.catalogue and find_pin(draft.board, "USB"):
        ref = draft.add("power-bank-usb", serves=(said,), owned=owned.get("power-bank-usb", 0) > 0)
        draft.wire(PinRef(ref, "5V"), PinRef(draft.board_ref, "USB"))
        draft.wire(PinRef(ref, "GND"), draft.ground)
        draft.supply_ref = ref


def _join(attempt: Attempt, wishes: Requirements) -> None:
    """Every piece wired; loads behind the relay or driver that the words ask for, else behind what physics asks for."""
    draft = attempt.draft
    asked = next((w.part for w in wishes.wanted() if w.role == "drive" and w.part in draft.catalogue), "")
    bridge = any(w.role == "drive" and w.concept == "motor_drive" for w in wishes.wanted())
    relays = [r for r in draft.parts if (s := draft.part(r).switch) and s.kind == "relay"]
    order = sorted(draft.parts, key=lambda r: (r == draft.board_ref, draft.part(r).load is not None, list(draft.parts).index(r)))
    for ref in [r for r in order if r != draft.board_ref and not draft.part(r).category.startswith("power:")]:
        part = draft.part(ref)
        motor = part.load is not None and part.load.kind == "motor"
        if motor and bridge:
            draft.reverse.add(ref)
        driver = partner(draft, ref, asked) if part.loads or part.load or any(n.kind == "driver" for n in part.needs) else None
        if driver and (motor or not part.load):
            reader = next((r for r in draft.parts if draft.parts[r].part == driver.id and not part.loads), "")
            problems = attach_driver(draft, ref, driver, free_bridge(draft) if motor else reader)
        else:
            switched = part.load is not None and part.load.kind not in ("led", "piezo", "speaker")
            problems = attach(draft, ref, relays.pop(0) if switched and relays else "")
        attempt.unserved += [Unserved(" / ".join(draft.parts[ref].serves) or part.name, p) for p in problems]


def _taken(draft: Draft) -> frozenset[str]:
    """Resources that the parts in use hold on this board."""
    return frozenset(t.resource for r in draft.parts for t in draft.part(r).takes if not t.boards or draft.board.id in t.boards)


def _fixed(draft: Draft, locked: Sequence[str]) -> dict[str, str]:
    """Signal id → board pin, from lines like "U1.GPIO13=LED1.A"."""
    fixed = {}
    for line in locked:
        board_pin, _, target = line.partition("=")
        pin = find_pin(draft.board, board_pin.partition(".")[2])
        ref, _, name = target.partition(".")
        for signal in draft.signals:
            if pin and target and any(s == target or s.split(".")[0] == ref and _same(draft, ref, s.partition(".")[2], name) for s in signal.serves):
                fixed[signal.id] = pin.name
    return fixed


def _same(draft: Draft, ref: str, a: str, b: str) -> bool:
    if ref not in draft.parts:
        return False
    one, two = find_pin(draft.part(ref), a), find_pin(draft.part(ref), b)
    return one is not None and two is not None and (one is two or bool(one.joined) and one.joined == two.joined)


def _with_less(attempt: Attempt, wishes: Requirements, catalogue: Catalogue, owned: Mapping[str, int], locked: Sequence[str], thrifty: int) -> Design:
    """No board holds all: name the wishes that collide, leave out the last of them, and plan the rest."""
    conflicts: list[Conflict] = []
    left = wishes
    for _ in range(len(wishes.wishes)):
        colliding = _wishes_of(attempt, left)
        if not colliding:
            break
        conflicts.append(_conflict(attempt, colliding))
        dropped = colliding[-1]
        left = replace(left, wishes=tuple(w for w in left.wishes if w.id != dropped.id), unserved=(*left.unserved, Unserved(dropped.said or dropped.concept, "the board has no pin left for it")))
        attempt = _attempt(left, catalogue, attempt.draft.board, owned, locked, thrifty)
        if not attempt.pins.collide:
            break
    return replace(_design(attempt, left, locked), conflicts=(*wishes.conflicts, *conflicts))


def _wishes_of(attempt: Attempt, wishes: Requirements) -> list[Wish]:
    """The wishes behind the signals that collide, in the order they were said."""
    by_id = {s.id: s for s in attempt.draft.signals}
    refs = {serve.split(".")[0] for c in attempt.pins.collide if c in by_id for serve in by_id[c].serves}
    return [w for w in wishes.wishes if set(attempt.refs.get(w.id, ())) & refs]


def _conflict(attempt: Attempt, wishes: list[Wish]) -> Conflict:
    kinds = {s.function for s in attempt.draft.signals if s.id in attempt.pins.collide}
    what = {"analog.in": "analogue inputs", "pwm.out": "PWM outputs", "interrupt.in": "interrupt pins"}
    lacking = next((what[k] for k in what if k in kinds), "free pins")
    board = attempt.draft.board.name
    outs = ["use a board with more of them", f"leave out one of these: {', '.join(w.said or w.concept for w in wishes[:4])}"]
    if lacking == "analogue inputs" and attempt.draft.features.get("wifi"):
        outs.insert(0, "read some of them from an ADC module over I2C, or do without Wi-Fi")
    return Conflict(tuple(w.said or w.concept for w in wishes), f"The {board} has too few {lacking} for all of them at once.", tuple(outs))


def _design(attempt: Attempt, wishes: Requirements, locked: Sequence[str]) -> Design:
    draft = attempt.draft
    for signal in draft.signals:
        pin = attempt.pins.pins.get(signal.id)
        if pin:
            for end in signal.ends:
                draft.wire(PinRef(draft.board_ref, pin), end)
    _pull_ups(attempt)
    _tie_unused(draft)
    _consumables(draft)
    behaviours = tuple(b for x in wishes.behaviours if (b := _bound(x, attempt, wishes)))
    return Design(
        title=wishes.title or "Prototype", parts=dict(draft.parts), connections=tuple(dict.fromkeys(draft.wires)), board=draft.board_ref, description=wishes.text,
        requirements=wishes, behaviours=behaviours, assumptions=tuple(dict.fromkeys([*wishes.assumptions, *draft.assumptions])), decisions=tuple(dict.fromkeys(draft.decisions)),
        questions=wishes.questions[:3], unserved=(*wishes.unserved, *attempt.unserved), conflicts=wishes.conflicts, features=dict(draft.features),
        supply=Supply(draft.supply_ref), locked=tuple(locked))


def _pull_ups(attempt: Attempt) -> None:
    """I2C lines need a pull-up to the logic rail; most modules bring one, a bus without gets two resistors of 4.7 kΩ."""
    draft = attempt.draft
    for signal in draft.signals:
        if signal.bus != "i2c" or any(_pulled(draft, serve) for serve in signal.serves):
            continue
        draft.bridge(4700.0, signal.ends[0], draft.logic_rail, "I2C pull-up; no module on the bus has one")


def _pulled(draft: Draft, serve: str) -> bool:
    ref, _, name = serve.partition(".")
    pin = find_pin(draft.part(ref), name)
    return bool(pin and pin.pull)


def _tie_unused(draft: Draft) -> None:
    """Inputs of logic chips that nothing uses go to ground: a floating CMOS input heats its chip."""
    used = {end for w in draft.wires for end in w} | {end for s in draft.signals for end in s.ends}
    for ref in list(draft.parts):
        part = draft.part(ref)
        if part.category.startswith("logic:"):
            for pin in part.pin:
                if pin.optional and pin.type == "input" and PinRef(ref, pin.name) not in used and pin.connect in ("digital.out", "tie.ground"):
                    draft.wire(draft.ground, PinRef(ref, pin.name))


def _consumables(draft: Draft) -> None:
    """A breadboard and wires, sized by how much is plugged into it."""
    plugged = sum(len(row) for r in draft.parts for row in draft.part(r).mechanics.rows[:1] if draft.part(r).mechanics.mount in ("plugged", "leads"))
    size = "breadboard-half" if plugged + 2 * len(draft.parts) <= 28 and draft.board.mechanics.mount != "plugged" else "breadboard-full"
    for part_id, why in ((size, "to build it on"), ("jumper-wires", "to join it")):
        if part_id in draft.catalogue:
            draft.add(part_id, serves=(why,))


def _bound(behaviour: Behaviour, attempt: Attempt, wishes: Requirements) -> Behaviour | None:
    """The behaviour with wishes replaced by references; an action on several pieces becomes one for each. None where nothing is left of it."""
    onboard = {w.id for w in wishes.wanted() if w.conditions.get("onboard") or w.role == "communicate" and w.id not in attempt.refs}
    known = {*attempt.refs, *onboard}
    gone = [s for s in subjects((behaviour.when,)) if s.split(".")[0] not in known | {"board", attempt.draft.board_ref}]
    if gone:
        return None

    def first(subject: str) -> str:
        return _ref(subject, attempt, onboard, 0)

    do, other = (tuple(a for action in actions for a in _each(action, attempt, onboard, known)) for actions in (behaviour.do, behaviour.else_))
    if not do and not other:
        return None
    return replace(behaviour, when=rename(behaviour.when, first), do=do, else_=other)


def _each(action: Action, attempt: Attempt, onboard: set[str], known: set[str]) -> list[Action]:
    wish, _, _ = action.act.partition(".")
    if wish not in known | {"board", attempt.draft.board_ref}:
        return []
    if any(s.split(".")[0] not in known | {"board"} for s in subjects((action,))):
        return []
    count = 1 if "[" in action.act else len(attempt.refs.get(wish, [""]))
    def piece(number: int) -> Action:
        renamed: Action = rename(action, lambda s: _ref(s, attempt, onboard, number if s.split(".")[0] == wish else 0))
        return renamed

    return [piece(n) for n in range(count)]


def _ref(subject: str, attempt: Attempt, onboard: set[str], number: int) -> str:
    """`w3.temperature_c` → `DHT1.temperature_c`; a reading that the chosen part names otherwise gets its name."""
    wish, dot, name = subject.partition(".")
    if wish in onboard:
        return f"{attempt.draft.board_ref}{dot}{name}"
    refs = attempt.refs.get(wish)
    if not refs:
        return subject
    ref = refs[min(number, len(refs) - 1)]
    part = attempt.draft.part(ref)
    if name and name not in part.readings and name not in part.events:
        pick = next((p for p in attempt.picks if p.wish.id == wish), None)
        if pick and pick.provide:
            name = pick.provide.event if pick.provide.event and not pick.provide.reading else pick.provide.reading or name
    return f"{ref}{dot}{name}"
