"""`ohm budget` and `ohm compare`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ohm_core.cli import output
from ohm_core.cli.designs import Json
from ohm_core.units import parse_money

if TYPE_CHECKING:
    from ohm_core.budget.plan import Plan


def register(app: typer.Typer) -> None:
    app.command("budget")(budget)
    app.command("compare")(compare)


def budget(
    file: Annotated[str, typer.Argument(help="An OHM design, a Wokwi diagram or a BOM table (CSV).")],
    offers: Annotated[str, typer.Option(help="CSV of offers.")] = "",
    own: Annotated[str, typer.Option(help="CSV of parts you have.")] = "",
    target: Annotated[str, typer.Option(help="The most it may cost.")] = "",
    json_: Json = False,
) -> None:
    """The cheapest purchase of a design or a BOM: from offers where they are given, else at the catalogue's prices."""
    limit = parse_money(target, "USD", "target") if target else None
    from ohm_core.budget.alternatives import alternatives
    from ohm_core.budget.offers import buy
    from ohm_core.budget.owned import Owned
    from ohm_core.budget.plan import priced, with_owned
    from ohm_core.catalogue.catalogue import load
    from ohm_core.cli.designs import unowned
    from ohm_core.formats.bill import read_lines, read_own
    from ohm_core.formats.source import read_bytes
    from ohm_core.formats.tables import LIMIT_BYTES, read_offers
    from ohm_core.understand.finding_parts import meant_part

    lines = read_lines(Path(file), catalogue := load())
    if own:
        lines = with_owned(lines, read_own(Path(own), catalogue, unowned))
    plan = priced(lines, catalogue)
    others = alternatives(plan, catalogue)
    if offers:
        def meant(words: str) -> Owned | None:
            found = meant_part(words, catalogue)
            return Owned(found.parts, 0, found.attrs) if found else None

        given = read_offers(read_bytes(Path(offers), LIMIT_BYTES), Path(offers).name)
        currency = given[0].unit_price.currency if given else "USD"
        plan = buy(lines, given, meant, priced(lines, catalogue, currency), others)
    else:
        plan = replace(plan, alternatives=others)
    if json_:
        output.print_json(plan.as_json())
    else:
        _show(plan)
    over = limit is not None and plan.total.amount > limit.amount
    if limit and over:
        output.note(f"That is {plan.total.amount - limit.amount:.2f} {plan.total.currency} over the target of {limit.text()}.")
    raise typer.Exit(1 if over or plan.missing else 0)


def _show(plan: Plan) -> None:
    suppliers = bool(plan.suppliers)
    heads = ("line", "part", *(("supplier", "sku") if suppliers else ()), "quantity", "each", "total")
    output.table(heads, [(x.line, x.part, *((x.supplier or "-", x.sku or "-") if suppliers else ()), str(x.buy), str(x.unit_price or "?"), str(x.line_total or "?")) for x in plan.lines], right=tuple(range(len(heads) - 3, len(heads))))
    for name, cost in plan.suppliers:
        output.say(f"shipping {name}: {cost}")
    basis = "from the offers" + ("" if all(x.supplier for x in plan.lines if x.buy) else ", the rest estimated") if plan.basis == "offers" else "estimate"
    proof = " No purchase from these offers is cheaper." if plan.optimal else f" At most {plan.gap:.0%} could still be saved." if plan.gap is not None else ""
    output.say(f"\nTogether {plan.total} ({basis}).{proof}")
    for line, pieces in plan.missing:
        output.say(f"{line}: {pieces} cannot be had, no supplier has enough in stock.")
    for other in plan.alternatives:
        output.say(f"{other.replaces} → {other.with_} would save about {other.saves} (risk {other.risk}): {other.why}")


def compare(a: Annotated[str, typer.Argument()], b: Annotated[str, typer.Argument()], json_: Json = False) -> None:
    """Two designs or BOMs side by side."""
    from ohm_core.budget.plan import priced
    from ohm_core.catalogue.catalogue import load
    from ohm_core.formats.bill import read_lines
    from ohm_core.project.compare import Comparison

    plans = [priced(read_lines(Path(x), catalogue), catalogue) for catalogue in (load(),) for x in (a, b)]
    found = Comparison(plans[0], plans[1], Path(a).name, Path(b).name)
    if json_:
        output.print_json(found.as_json())
    else:
        output.table(("", "a", "b"), found.rows(), right=(1, 2))
