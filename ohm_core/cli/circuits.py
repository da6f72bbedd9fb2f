"""`ohm check`, `layout`, `parts`, `doctor`."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from ohm_core.cli import output
from ohm_core.cli.designs import Json
from ohm_core.errors import BadInput


def register(app: typer.Typer) -> None:
    for command in (check, layout, doctor):
        app.command(command.__name__)(command)
    parts = typer.Typer(help="The catalogue.", no_args_is_help=True, rich_markup_mode=None)
    named: tuple[tuple[str, Callable[..., None]], ...] = (("list", parts_list), ("search", parts_search), ("show", parts_show))
    for name, action in named:
        parts.command(name)(action)
    app.add_typer(parts, name="parts")


def check(
    file: Annotated[str, typer.Argument(help="An OHM design or a Wokwi diagram.")],
    sketch: Annotated[str, typer.Option(help="A sketch, to check firmware against wiring.")] = "",
    repairs: Annotated[bool, typer.Option("--repairs", help="Also changes of one step that mend each finding.")] = False,
    json_: Json = False,
) -> None:
    """Electrical rules over a circuit, and with a sketch firmware against wiring."""
    from ohm_core.catalogue.catalogue import load
    from ohm_core.firmware.reading.read import files_of
    from ohm_core.formats.source import read_design
    from ohm_core.project.checked import checked

    found = checked(read_design(Path(file), catalogue := load()), files_of(Path(sketch)) if sketch else {}, catalogue)
    report = found.report
    if json_:
        output.print_json(found.as_json(repairs))
    else:
        from ohm_core.cli.designs import circuits_findings

        circuits_findings(report.findings, {f: [m.said for m in found.repairs(f)] for f in report.findings} if repairs else {})
        for n in report.not_checked:
            output.say(f"\nnot checked ({n.rule}): {n.why}")
    raise typer.Exit(1 if report.errors() else 0)


def layout(
    file: Annotated[str, typer.Argument(help="An OHM design or a Wokwi diagram.")],
    board_size: Annotated[str, typer.Option(help="mini, half or full")] = "",
    out: Annotated[str, typer.Option(help="FILE.svg, .png or .json")] = "",
    json_: Json = False,
) -> None:
    """A circuit to holes, jumpers and build steps on a breadboard."""
    if board_size not in ("", "mini", "half", "full"):
        raise BadInput(f"There is no breadboard size '{board_size[:20]}'; use mini, half or full.", "--board-size")
    suffix = Path(out).suffix.lower() if out else ""
    if out and suffix not in (".svg", ".png", ".json"):
        raise BadInput(f"--out must end in .svg, .png or .json, not '{suffix[:12]}'.", "--out")
    from ohm_core.breadboard import layout as lay
    from ohm_core.breadboard import layout_json
    from ohm_core.catalogue.catalogue import load
    from ohm_core.circuit.circuit import resolve
    from ohm_core.formats.source import read_design

    circuit = resolve(read_design(Path(file), catalogue := load()), catalogue)
    placed = lay(circuit, board_size or None)
    body = layout_json(placed, circuit)
    if out:
        from ohm_core.render import breadboard_svg, png

        svg = breadboard_svg(circuit, placed) if suffix != ".json" else ""
        content = json.dumps(body, indent=1).encode() if suffix == ".json" else png(svg) if suffix == ".png" else svg.encode()
        Path(out).write_bytes(content)
    if json_:
        output.print_json(body)
    else:
        for number, step in enumerate(placed.steps, 1):
            output.say(f"{number:3}. {step.text}")
    raise typer.Exit(0 if placed.complete else 1)


def parts_list(json_: Json = False) -> None:
    """Every part of the catalogue."""
    from ohm_core.catalogue.catalogue import all_pins, load

    catalogue = load()
    if json_:
        output.print_json([{"id": p.id, "name": p.name, "category": p.category, "aliases": list(p.aliases), "pins": [{"name": x.name, "aliases": list(x.aliases)} for x in all_pins(catalogue, p)]} for p in catalogue.parts()])
    else:
        output.table(("id", "name", "category"), [(e.id, e.name, e.category) for e in catalogue.entries()])


def parts_search(words: Annotated[str, typer.Argument()], json_: Json = False) -> None:
    """Parts that these words name or mean ("dht22", "thermometer", "something that measures distance"), the likeliest first."""
    from ohm_core.catalogue.catalogue import load
    from ohm_core.understand.finding_parts import search_parts

    found = search_parts(words[:500], load())
    if json_:
        output.print_json([{"id": p.id, "name": p.name, "category": p.category, "aliases": list(p.aliases)} for p in found])
    elif found:
        output.table(("id", "name", "category"), [(p.id, p.name, p.category) for p in found])
    else:
        output.say("No part fits; `ohm parts list` shows all.")


def parts_show(part: Annotated[str, typer.Argument(help="Id, name or alias.")], json_: Json = False) -> None:
    """A part with its facts and their sources."""
    from dataclasses import asdict

    from ohm_core.catalogue.catalogue import load

    catalogue = load()
    found = catalogue.find(part) or catalogue.part(part)
    if json_:
        output.print_json(asdict(found))
        return
    from ohm_core.catalogue.facts import fact_rows

    output.say(f"{found.name} ({found.id}), {found.category}\n{found.summary}\n")
    output.table(("fact", "value", "condition", "source"), [(r.name, r.value, r.condition, r.source) for r in fact_rows(found)])


def doctor(json_: Json = False) -> None:
    """What is installed, what is missing, how to get it."""
    from ohm_core.cli.doctor import examine

    found = examine()
    if json_:
        output.print_json({"tools": [t.__dict__ for t in found]})
    else:
        output.table(("", "what", "for", "found", "how to get it"), [("ok" if t.found else "--", t.name, t.needed_for, t.detail, "" if t.found else t.remedy) for t in found])
