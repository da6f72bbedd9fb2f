"""Requirements → Design: board, parts, support, pins. Every choice a catalogue fact or a solver's; what cannot be had is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from ohm_core.catalogue.catalogue import Catalogue
from ohm_core.catalogue.schema import Part
from ohm_core.design.values import Design, PartUse, PinRef, Supply
from ohm_core.design.wishes import Conflict, Requirements, Unserved, Wish
from ohm_core.plan.addresses import readdress
from ohm_core.plan.attach import attach
from ohm_core.plan.attempt import Attempt
from ohm_core.plan.bind import bound
from ohm_core.plan.choose import Pick, choose, runs_at
from ohm_core.plan.conflicts import colliding, conflict
from ohm_core.plan.draft import Draft
from ohm_core.plan.drivers import attach_driver, free_bridge, partner
from ohm_core.plan.finish import built_on, pull_ups, tie_unused
from ohm_core.plan.i2c_levels import separate
from ohm_core.plan.locks import fixed
from ohm_core.plan.pins import assign
from ohm_core.plan.place import place
from ohm_core.plan.power_up import power_up
from ohm_core.plan.servos import servo_boards
from ohm_core.plan.supply import board_sources

SUPPORT_ROLES = ("power", "drive", "shift", "protect", "support", "logic", "connect")


def plan(wishes: Requirements, catalogue: Catalogue, *, board: str = "", owned: Mapping[str, int] | None = None, locked: Sequence[str] = (), thrifty: int = 1) -> Design:
    """A Design that serves the wanted wishes. `owned` part ids with counts, `locked` lines like "U1.GPIO13=LED1.A".

    Never raises for wishes that cannot be had: they stand in `unserved` and `conflicts`.
    """
    tried: list[Attempt] = []
    for candidate in boards_for(wishes, catalogue, board):
        attempt = _attempt(wishes, catalogue, candidate, owned or {}, locked, thrifty)
        tried.append(attempt)
        if not attempt.pins.collide and attempt.powered:
            return _design(attempt, wishes, locked)
    able = next((a for a in tried if not a.pins.collide), None)
    if able is not None:
        return _design(able, wishes, locked)
    return _with_less(tried[0], wishes, catalogue, owned or {}, locked, thrifty)


def boards_for(wishes: Requirements, catalogue: Catalogue, named: str = "") -> list[Part]:
    """The named board alone; else those that OHM writes firmware for and that have the radio asked for, everyday ones first."""
    if named or wishes.board:
        return [catalogue.part(named or wishes.board)]
    boards = [b for b in catalogue.boards() if b.board and b.board.languages]
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
    wanted = [w for w in wishes.wanted() if not _support(w) and not w.conditions.get("onboard") and not _by_board(w, board)]
    picks, missing = choose(wanted, catalogue, owned, volts=draft.logic, thrifty=thrifty)
    attempt = Attempt(draft, {}, picks)
    attempt.unserved = [Unserved(w.said or w.concept, f"the catalogue has no part for {w.concept.replace('_', ' ')}" + (f" ({w.part})" if w.part else "")) for w in missing]
    attempt.unserved += [u for u in map(_other_voltage(catalogue), picks) if u]
    place(attempt, wishes, owned)
    power_up(attempt, wishes, owned)
    _join(attempt, wishes)
    separate(draft)
    attempt.unserved += readdress(draft)
    attempt.pins = assign(board, draft.signals, features, _taken(draft), fixed(draft, locked))
    return attempt


def _other_voltage(catalogue: Catalogue) -> Callable[[Pick], Unserved | None]:
    """Tells of a pick whose part does not run at the voltage that was said."""
    def judge(pick: Pick) -> Unserved | None:
        part, volts = catalogue.part(pick.part), pick.wish.conditions.get("volts")
        if volts is None or runs_at(part, float(volts)):
            return None
        fact = part.load.v if part.load and part.load.v else next((s.v for s in part.supply if s.v), None)
        span = f" ({fact.min:g} to {fact.max:g} V)" if fact and fact.min is not None and fact.max is not None else ""
        return Unserved(pick.wish.said, f"The catalogue has none for {volts:g} V; {part.name}{span} is planned instead, with a supply for that. Do not put {volts:g} V on it.")

    return judge


def _support(wish: Wish) -> bool:
    """True for what serves other parts and is added with them; keeping two circuits apart is a function of its own."""
    return wish.role in SUPPORT_ROLES and wish.concept != "isolation"


def _by_board(wish: Wish, board: Part) -> bool:
    """True for what the board itself does: radio, publishing, its own LED, touch pins."""
    return wish.role == "communicate" and any(p.role == "communicate" and p.concept == wish.concept for p in board.provides) and not wish.part


def _join(attempt: Attempt, wishes: Requirements) -> None:
    """Every piece wired; loads behind the relay or driver that the words ask for, else behind what physics asks for."""
    draft = attempt.draft
    attempt.unserved += [Unserved(draft.part(draft.board_ref).name, p) for p in servo_boards(draft, wishes)]
    asked = next((w.part for w in wishes.wanted() if w.role == "drive" and w.part in draft.catalogue), "")
    bridge = any(w.role == "drive" and w.concept == "motor_drive" for w in wishes.wanted())
    relays = [r for r in draft.parts if (s := draft.part(r).switch) and s.kind == "relay"]
    order = sorted(draft.parts, key=lambda r: (r == draft.board_ref, draft.part(r).load is not None, list(draft.parts).index(r)))
    for ref in [r for r in order if r != draft.board_ref and r not in draft.mated and not draft.part(r).category.startswith("power:")]:
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
            relay = next((r for r in relays if not _commanded_apart(attempt, wishes, ref, r)), "") if switched else ""
            relays = [r for r in relays if r != relay]
            problems = attach(draft, ref, relay)
        attempt.unserved += [Unserved(" / ".join(draft.parts[ref].serves) or part.name, p) for p in problems]


def _commanded_apart(attempt: Attempt, wishes: Requirements, load: str, relay: str) -> bool:
    """True where behaviours switch the relay and the load, and none both: the relay switches something else."""
    ids = {name: {w for w, refs in attempt.refs.items() if name in refs} for name in (load, relay)}
    done = [{a.act for a in (*b.do, *b.else_)} for b in wishes.behaviours]
    each = [{n for n, acts in enumerate(done) if acts & ids[name]} for name in (load, relay)]
    return all(each) and not each[0] & each[1]


def _taken(draft: Draft) -> frozenset[str]:
    """Resources that the parts in use hold on this board."""
    return frozenset(t.resource for r in draft.parts for t in draft.part(r).takes if not t.boards or draft.board.id in t.boards)


def _with_less(attempt: Attempt, wishes: Requirements, catalogue: Catalogue, owned: Mapping[str, int], locked: Sequence[str], thrifty: int) -> Design:
    """No board holds all: name the wishes that collide, leave out the last of them, and plan the rest."""
    conflicts: list[Conflict] = []
    left = wishes
    for _ in range(len(wishes.wishes)):
        clash = colliding(attempt, left)
        if not clash:
            break
        conflicts.append(conflict(attempt, clash))
        dropped = clash[-1]
        left = replace(left, wishes=tuple(w for w in left.wishes if w.id != dropped.id), unserved=(*left.unserved, Unserved(dropped.said or dropped.concept, "the board has no pin left for it")))
        attempt = _attempt(left, catalogue, attempt.draft.board, owned, locked, thrifty)
        if not attempt.pins.collide:
            break
    return replace(_design(attempt, left, locked), conflicts=(*wishes.conflicts, *conflicts))


def _design(attempt: Attempt, wishes: Requirements, locked: Sequence[str]) -> Design:
    draft = attempt.draft
    for signal in draft.signals:
        pin = attempt.pins.pins.get(signal.id)
        if pin:
            for end in signal.ends:
                draft.wire(PinRef(draft.board_ref, pin), end)
    pull_ups(draft)
    tie_unused(draft)
    behaviours = tuple(b for x in wishes.behaviours if (b := bound(x, attempt, wishes)))
    made = Design(
        title=wishes.title or "Prototype", parts=dict(draft.parts), connections=tuple(dict.fromkeys(draft.wires)), board=draft.board_ref, description=wishes.text,
        requirements=wishes, behaviours=behaviours, assumptions=tuple(dict.fromkeys([*wishes.assumptions, *draft.assumptions])), decisions=tuple(dict.fromkeys(draft.decisions)),
        questions=wishes.questions[:3], unserved=(*wishes.unserved, *attempt.unserved), conflicts=wishes.conflicts, features=dict(draft.features),
        supply=Supply(draft.supply_ref), locked=tuple(locked))
    return built_on(made, draft.catalogue)
