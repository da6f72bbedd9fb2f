"""`ohm budget` and `ohm compare`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ohm_core.cli import output
from ohm_core.cli.designs import Json
from ohm_core.errors import Missing
from ohm_core.units import parse_money


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
    """What a design or a BOM costs at the catalogue's prices."""
    limit = parse_money(target, "USD", "target") if target else None
    from ohm_core.budget.plan import priced, with_owned
    from ohm_core.catalogue.catalogue import load
    from ohm_core.formats.bill import read_lines
    from ohm_core.formats.source import read_bytes
    from ohm_core.formats.tables import LIMIT_BYTES, read_offers, read_owned

    lines = read_lines(Path(file), catalogue := load())
    if own:
        lines = with_owned(lines, read_owned(read_bytes(Path(own), LIMIT_BYTES), Path(own).name), catalogue)
    if offers:
        read_offers(read_bytes(Path(offers), LIMIT_BYTES), Path(offers).name)
        raise Missing("Buying from offers is not there yet; leave --offers out for the catalogue's prices.", "--offers")
    plan = priced(lines, catalogue)
    if json_:
        output.print_json(plan.as_json())
    else:
        output.table(("line", "part", "quantity", "each", "total"), [(x.line, x.part, str(x.buy), str(x.unit_price or "?"), str(x.line_total or "?")) for x in plan.lines], right=(2, 3, 4))
        output.say(f"\nTogether {plan.total} ({plan.basis}).")
    over = limit is not None and plan.total.amount > limit.amount
    if limit and over:
        output.note(f"That is {plan.total.amount - limit.amount:.2f} {plan.total.currency} over the target of {limit}.")
    raise typer.Exit(1 if over else 0)


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
