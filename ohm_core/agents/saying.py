"""What the built-in engine says about a design it made or changed. Composed from the Design and its checks, line by line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from ohm_core.budget.bom import PER_DOLLAR
from ohm_core.catalogue.schema import group_of
from ohm_core.design.behaviour import Behaviour
from ohm_core.formats import guide_power
from ohm_core.project.diff import Difference, value_words
from ohm_core.project.documents import inline
from ohm_core.project.prototype import Prototype
from ohm_core.project.wording import purpose, say
from ohm_core.units import Money, show_si

MOST_FINDINGS = 5


def first_answer(prototype: Prototype, target: Money | None) -> Iterator[str]:
    """The answer to a first message: what it is, what it does, why these parts, what is assumed, open, found, and next."""
    design = prototype.design
    yield f"{headline(prototype)}\n\n"
    yield from _list("It does this", (behaviour_line(prototype, b) for b in design.behaviours))
    yield from _list("Why these parts", reasons(prototype))
    if also := helpers(prototype):
        yield f"Also needed: {'; '.join(also)}.\n\n"
    yield from common(prototype, target)


def change_answer(prototype: Prototype, before: Prototype, change: Difference, target: Money | None) -> Iterator[str]:
    """The answer to a change: what is different now, then what that leaves open."""
    if not (change.rows or change.wires or change.files):
        yield "The design is as it was: I found nothing in these words that changes a part, a wire or a behaviour.\n\n"
        yield from _list("Not understood", unserved(prototype))
        return
    yield from _list("Changed", change_lines(change))
    known = {say(b) for b in before.design.behaviours}
    fresh = [b for b in prototype.design.behaviours if say(b) not in known]
    yield from _list("It now does this", (behaviour_line(prototype, b) for b in fresh))
    new = {r.ref for r in change.rows if r.kind in ("added", "changed")}
    yield from _list("Why", [*(line for ref, line in _reasons(prototype) if ref in new), *helpers(prototype, new)])
    yield from common(prototype, target, fresh_only=before)


def headline(prototype: Prototype) -> str:
    """'**Plant waterer**: 8 parts on an ESP32 DevKit V1, 14 wires, about $18.40.'"""
    design = prototype.design
    board = next((x.name for x in prototype.bom if x.ref == design.board), "")
    on = f" on {'an' if board[:1].lower() in 'aeiou' else 'a'} {inline(board)}" if board else ""
    return f"**{inline(design.title)}**: {count(len(prototype.bom), 'part')}{on}, {count(len(design.connections), 'wire')}, {price(prototype)}."


def price(prototype: Prototype) -> str:
    """'about $18.40', with what has no price."""
    cost = prototype.cost
    about = "about " if cost.basis == "estimate" else ""
    rest = f" (and {count(len(cost.unpriced), 'part')} nobody has a price for)" if cost.unpriced else ""
    return f"{about}{str(cost.total).replace('$', chr(92) + '$')}{rest}"


def behaviour_line(prototype: Prototype, behaviour: Behaviour) -> str:
    """A behaviour with the words that asked for it, where those are not the whole request."""
    wishes = prototype.design.requirements
    whole = wishes.text.strip().rstrip(".!") if wishes else ""
    if behaviour.said is None:
        return inline(say(behaviour)) + " (assumed)"
    return inline(say(behaviour)) + (f" (“{inline(behaviour.said)}”)" if behaviour.said.strip().rstrip(".!") != whole else "")


def reasons(prototype: Prototype) -> list[str]:
    """A line for each part that serves words of the request, then the planner's own decisions."""
    return [line for _, line in _reasons(prototype)] + [inline(d) for d in prototype.design.decisions]


def _reasons(prototype: Prototype) -> Iterable[tuple[str, str]]:
    for line in prototype.bom:
        why = purpose(line.serves, request_of(prototype))
        if why.startswith("for "):
            yield line.ref, inline(f"{line.ref}, {line.name}: {why}" + (" (you have it)" if line.owned else ""))


def helpers(prototype: Prototype, only: Collection[str] | None = None) -> list[str]:
    """The parts that serve other parts, each with what it does; of these references ONLY when given."""
    lines = [(line, purpose(line.serves, request_of(prototype))) for line in prototype.bom if line.serves and (only is None or line.ref in only)]
    return [inline(f"{line.ref} ({', '.join(value_words(line.attrs or {})) or line.name}) {why}") for line, why in lines if not why.startswith("for ") and group_of(line.category) != "mechanical"]


def request_of(prototype: Prototype) -> str:
    """The words that the design answers."""
    wishes = prototype.design.requirements
    return wishes.text if wishes and wishes.text else prototype.design.description or prototype.design.title


def common(prototype: Prototype, target: Money | None, fresh_only: Prototype | None = None) -> Iterator[str]:
    """What every answer about a design ends with."""
    design, before = prototype.design, fresh_only.design if fresh_only else None

    def fresh(lines: tuple[str, ...], old: tuple[str, ...]) -> list[str]:
        return [inline(x) for x in lines if x not in old]

    yield from _list("Assumed", fresh(design.assumptions, before.assumptions if before else ()))
    yield from _list("Not in it", [x for x in unserved(prototype) if not fresh_only or x not in unserved(fresh_only)])
    yield from _list("Wishes that collide", (f"{inline(' and '.join(c.wishes))}: {inline(c.why)}" + (f" Ways out: {inline('; '.join(c.ways_out))}." if c.ways_out else "") for c in design.conflicts if not before or c not in before.conflicts))
    yield checked(prototype) + "\n\n"
    if target:
        yield budget_line(prototype, target) + "\n\n"
    if fresh_only is None or fresh_only.cost.total.currency != prototype.cost.total.currency:
        yield from (f"{x}\n" for x in [rates(prototype)] if x)
    yield from _list("To make it fit better, tell me", fresh(design.questions, before.questions if before else ()))


def checked(prototype: Prototype) -> str:
    """One paragraph on the rules: how many ran, what they found, what they could not judge."""
    report = prototype.report
    shown = [f for f in report.findings if f.severity != "info"][:MOST_FINDINGS]
    head = f"Checked with {len(report.checked)} rules: " + ("no errors" if not report.errors() else count(len(report.errors()), "error"))
    warnings = sum(f.severity == "warning" for f in report.findings)
    head += f", {count(warnings, 'warning')}" if warnings else ", no warnings"
    head += f"; {count(len(report.not_checked), 'thing')} could not be checked." if report.not_checked else "."
    return "\n".join([head, *([""] if shown else []), *(f"- {f.severity}: {inline(f.message)} {inline(f.remedy)}" for f in shown)])


def budget_line(prototype: Prototype, target: Money) -> str:
    """Whether the design is within the target."""
    total = prototype.cost.total
    if total.currency != target.currency:
        return f"The budget is {esc(target)}; the prices here are in {total.currency}, so I can't compare them."
    gap = Money(abs(target.amount - total.amount), total.currency)
    return f"That is {esc(gap)} under the budget of {esc(target)}." if total.amount <= target.amount else f"That is {esc(gap)} over the budget of {esc(target)}."


def rates(prototype: Prototype) -> str:
    """How estimates came into another currency than the catalogue's; "" where nothing was converted."""
    code = prototype.cost.total.currency
    if code == "USD" or prototype.cost.basis == "offers":
        return ""
    return f"These are estimates in US dollars, shown at our round rate of {PER_DOLLAR[code]} {code} for 1 USD; shops will differ.\n"


def saved(before: Prototype, after: Prototype) -> str:
    """What a cheaper design saves, both reckoned in the currency it is shown in."""
    old = Prototype.from_design(before.design, before.catalogue, after.currency).cost.total
    gap = Money(old.amount - after.cost.total.amount, old.currency)
    return f"It does all it did for about {esc(after.cost.total)} instead of {esc(old)}: {esc(gap)} saved.\n\n" if gap.amount > 0 else f"It costs about {esc(after.cost.total)}.\n\n"


def line(text: str) -> str:
    """A note for the person as Markdown text."""
    return inline(text)


def unserved(prototype: Prototype) -> list[str]:
    """Words of the request that the design does not answer, each with why."""
    return [f"“{inline(u.said)}”: {inline(u.why)}" for u in prototype.design.unserved]


def change_lines(change: Difference) -> Iterable[str]:
    """A difference in words."""
    renumbered = [f"{r.before} is {r.ref} now" for r in change.rows if r.kind == "renumbered"]
    if renumbered:
        yield inline(", ".join(renumbered))
    for row in (r for r in change.rows if r.kind != "renumbered"):
        said = {"added": f"new: {row.ref}, {row.after}", "removed": f"gone: {row.ref}, {row.before}", "changed": f"{row.ref}: {row.before} → {row.after}"}[row.kind]
        yield inline(said)
    if change.wires:
        new, gone = (sum(w.kind == kind for w in change.wires) for kind in ("added", "removed"))
        yield ", ".join(x for x in (f"{count(new, 'new wire')}" if new else "", f"{count(gone, 'wire')} gone" if gone else "") if x)
    if change.files:
        shown = [f"{f.path} +{f.added} −{f.removed}" for f in change.files[:4]]
        more = len(change.files) - len(shown)
        yield "firmware: " + inline(", ".join(shown)) + (f" and {count(more, 'more file')}" if more else "")
    if change.cost and all(change.cost):
        yield f"cost: {esc(change.cost[0])} → {esc(change.cost[1])}"


def power_lines(prototype: Prototype) -> list[str]:
    """What the circuit draws and from where; a battery's life where it is known."""
    power = prototype.power
    lines = [inline(line) for line in guide_power.sources(prototype)]
    if power.current_a is not None:
        lines.append(f"- typical draw {show_si(power.current_a, 'A')}" + (f", peak {show_si(power.peak_a, 'A')}" if power.peak_a else ""))
    for rail in power.rails:
        limit = f" of {show_si(rail.limit_a, 'A')}" if rail.limit_a else ""
        lines.append(f"- {inline(rail.rail)}" + (f" ({show_si(rail.volts, 'V')})" if rail.volts else "") + f": peak {show_si(rail.peak_a, 'A')}{limit}")
    if power.battery_life_h:
        lines.append(f"- the battery lasts about {guide_power.life(power.battery_life_h)}")
    if power.unknown:
        lines.append(f"- nobody knows the draw of {inline(', '.join(power.unknown))}, so the real figure is higher")
    return lines + [f"- {inline(n)}" for n in power.notes]


def count(number: int, noun: str) -> str:
    """'1 wire', '3 wires'."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def esc(money: Money | None) -> str:
    """Money whose dollar sign Markdown leaves alone."""
    return str(money).replace("$", "\\$")


def _list(title: str, lines: Iterable[str]) -> Iterator[str]:
    kept = list(lines)
    if kept:
        yield f"**{title}**\n\n"
        yield from (f"- {line}\n" for line in kept)
        yield "\n"
