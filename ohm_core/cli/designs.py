"""`ohm design`, `build`, `upload`, `simulate`, `export`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ohm_core.cli import output
from ohm_core.design.finding import Finding
from ohm_core.errors import BadInput
from ohm_core.units import Money, known_currency, parse_money

if TYPE_CHECKING:
    from ohm_core.budget.owned import Owned
    from ohm_core.catalogue.catalogue import Catalogue
    from ohm_core.design.values import Design
    from ohm_core.project.prototype import Prototype

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document and nothing else.")]


def register(app: typer.Typer) -> None:
    for command in (design, build, upload, simulate, export):
        app.command(command.__name__)(command)


def design(
    text: Annotated[str, typer.Argument(help="What you want, in your own words.")],
    board: Annotated[str, typer.Option(help="The board to use.")] = "",
    budget: Annotated[str, typer.Option(help="The most it may cost.")] = "",
    currency: Annotated[str, typer.Option(help="Currency of prices.")] = "USD",
    own: Annotated[str, typer.Option(help="CSV of parts you have: part,quantity.")] = "",
    lock: Annotated[list[str] | None, typer.Option(help="Fix a pin: U1.GPIO13=LED1.A (may be repeated).")] = None,
    from_: Annotated[str, typer.Option("--from", help="A finished example or design file to start from.")] = "",
    out: Annotated[str, typer.Option(help="Folder to write the design, pictures, guide and firmware to.")] = "",
    project: Annotated[str, typer.Option(help="Also keep the result in this project.")] = "",
    json_: Json = False,
) -> None:
    """Words to a complete, checked design."""
    from ohm_core.catalogue.catalogue import load
    from ohm_core.formats.bill import read_own
    from ohm_core.project.prototype import make

    catalogue = load()
    code = known_currency(currency)
    limit = _budget(budget, code)
    _locks(lock or [])
    start = None
    if from_:
        from ohm_core.formats.source import read_design

        start = read_design(_example(from_), catalogue)
    folder = _out_folder(out) if out else None
    have = read_own(Path(own), catalogue, unowned) if own else []
    if start and start.requirements and start.requirements.wishes:
        made = _from(start, text, board, limit, code, have, lock or [], catalogue)
    else:
        made = make(text, board=board, budget=limit, currency=code, own=have, locked=lock or (), start=start, progress=lambda s: None if json_ else output.note(f"{s} …"), catalogue=catalogue)
    written = _write(folder, made.files()) if folder else []
    if project:
        from ohm_core.workshop import Workshop

        _keep(Workshop(), project, made)
    if json_:
        output.print_json(made.answer(written))
    else:
        _show(made, written)
    nothing = not any(w.status in ("wanted", "owned") for w in (made.design.requirements.wishes if made.design.requirements else ()))
    if nothing:
        output.note("Nothing in this asks for hardware that OHM knows; say what the device should sense, show or move.")
    raise typer.Exit(1 if nothing or made.report.errors() or made.design.conflicts else 0)


def _budget(text: str, currency: str) -> Money | None:
    if not text:
        return None
    money = parse_money(text.strip().lstrip("$€£"), currency, "budget")
    if money.amount == 0:
        raise BadInput("A budget of 0 buys nothing; give what you can spend.", "--budget")
    return money


def _locks(lines: list[str]) -> None:
    for line in lines:
        left, equals, right = line.partition("=")
        if not equals or "." not in left or "." not in right:
            raise BadInput(f"The lock '{line[:60]}' must look like U1.GPIO13=LED1.A.", "--lock")


def _from(start: Design, text: str, board: str, limit: Money | None, currency: str, have: list[Owned], lock: list[str], catalogue: Catalogue) -> Prototype:
    """The design that TEXT makes of a finished one; what the person fixed in it stays. Raises BadInput."""
    from dataclasses import replace

    from ohm_core.project.prototype import Prototype, board_id
    from ohm_core.project.revise import replan, revise
    from ohm_core.understand import understand

    understand(text, catalogue)  # refuses what is no text at all
    before = Prototype.from_design(start, catalogue, currency)
    revision = revise(before, text)
    for line in (*revision.asks, *revision.missed, *(() if revision.done else ("Nothing in these words changes the design that was given.",))):
        output.note(line)
    revision = replace(revision, board=board_id(board, catalogue) or revision.board, locked=(*revision.locked, *lock))
    made, notes = replan(before, revision, currency=currency, budget=limit, own=have)
    for line in notes:
        output.note(line)
    return made


def _example(name: str) -> Path:
    from ohm_core.catalogue.catalogue import data_dir

    path = Path(name)
    if path.exists():
        return path
    example = data_dir() / "examples" / f"{name}.json"
    if "/" in name or not example.exists():
        known = sorted(p.stem for p in (data_dir() / "examples").glob("*.json"))
        raise BadInput(f"There is no example or file '{name[:60]}'; the examples are {', '.join(known)}.", "--from", "not_found")
    return example


def unowned(name: str) -> None:
    """Tells that a thing on the list of owned ones is not known."""
    output.note(f"'{name[:60]}' is not in the catalogue; it is not counted as owned.")


def _out_folder(out: str) -> Path:
    """The folder, made if needed. Raises BadInput when it cannot be."""
    folder = Path(out)
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{out[:200]} is a file; --out needs a folder.", "--out")
    parent = next((p for p in (folder, *folder.parents) if p.exists()), None)
    import os

    if parent is None or not os.access(parent, os.W_OK) or str(folder.resolve()).startswith("/proc/"):
        raise BadInput(f"The folder {out[:200]} cannot be written; choose another with --out.", "--out")
    return folder


def _write(folder: Path, files: dict[str, bytes]) -> list[str]:
    """All files, or none: written beside, then moved into place. Gives their paths, in order."""
    import shutil
    import tempfile

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".ohm-") as scratch:
        for name, content in files.items():
            path = Path(scratch) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if (folder / "firmware").is_dir() and (folder / "design.json").exists():
            shutil.rmtree(folder / "firmware")
        for name in files:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (Path(scratch) / name).replace(target)
    return list(files)


def _show(made, written: list[str]) -> None:  # type: ignore[no-untyped-def]
    design = made.design
    output.say(f"{design.title}")
    output.say()
    output.table(("ref", "part", "what for", "about"), [(x.ref, x.name, "; ".join(x.serves)[:60], "owned" if x.owned else str(x.line_total or "?")) for x in made.bom], right=(3,))
    output.say()
    output.say(f"Cost about {made.cost.total} ({made.cost.basis}).")
    for heading, lines in (("Assumed", design.assumptions), ("Decided", design.decisions), ("Open questions", design.questions), ("Not served", [f"“{u.said}”: {u.why}" for u in design.unserved]),
                           ("Cannot all be had", [f"{' / '.join(c.wishes)}: {c.why} Ways out: {'; '.join(c.ways_out)}." for c in design.conflicts])):
        if lines:
            output.say(f"\n{heading}:")
            for line in lines:
                output.say(f"  {line}")
    circuits_findings(made.report.findings)
    if written:
        output.say(f"\nWrote {len(written)} files: {', '.join(w for w in written if '/' not in w)} and firmware/.")


def circuits_findings(findings: Iterable[Finding], repairs: Mapping[Finding, list[str]] | None = None) -> None:
    """Findings with why and what to do; under each the repairs that were tried and work."""
    if not findings:
        output.say("\nAll rules are content.")
    for f in findings:
        output.say(f"\n{f.severity}: {f.message}\n  why: {f.why}\n  do:  {f.remedy}")
        for said in (repairs or {}).get(f, ()):
            output.say(f"  works: {said}")


def build(folder: Annotated[str, typer.Argument(metavar="DIR", help="A folder that `ohm design --out` wrote, or a firmware folder.")], json_: Json = False) -> None:
    """Compile the firmware of a design, or check it where the board has no offline compiler."""
    from ohm_core.firmware.build import build as compile_folder

    result = compile_folder(_firmware_folder(folder))
    if json_:
        output.print_json({**asdict(result), "artefacts": [str(p) for p in result.artefacts]})
    else:
        size = f", {result.flash.used:,} of {result.flash.limit:,} bytes of flash" if result.flash else ""
        output.say(f"{result.method} for {result.target}: {'good' if result.ok else 'not good'}{size}")
        for message in result.messages:
            output.say(f"  {message}")
    raise typer.Exit(0 if result.ok else 1)


def _firmware_folder(folder: str) -> Path:
    path = Path(folder)
    if not path.is_dir():
        raise BadInput(f"There is no folder {folder[:200]}.", folder[:200], "not_found")
    if (path / "design.json").exists():
        from ohm_core.catalogue.catalogue import load
        from ohm_core.formats.source import read_design

        read_design(path / "design.json", load())  # an unsafe or broken design is refused before anything is compiled
    inside = path / "firmware"
    return inside if inside.is_dir() else path


def upload(folder: Annotated[str, typer.Argument(metavar="DIR")], port: Annotated[str, typer.Option(help="Serial port.")] = "", json_: Json = False) -> None:
    """Put the firmware on a connected board, or say the exact steps for the IDE."""
    from ohm_core.firmware.upload import upload as put

    result = put(_firmware_folder(folder), port)
    if json_:
        output.print_json(asdict(result))
    else:
        output.say(result.text)
    raise typer.Exit(0 if result.ok else 1)


def simulate(
    file: Annotated[str, typer.Argument(help="An OHM design or a Wokwi diagram.")],
    sketch: Annotated[str, typer.Option(help="The sketch: .ino, .hex, main.py or a folder.")],
    scenario: Annotated[str, typer.Option(help="A Wokwi automation scenario (YAML).")],
    libraries: Annotated[str, typer.Option(help="Folder of Arduino libraries.")] = "",
    json_: Json = False,
) -> None:
    """Run compiled firmware against the virtual circuit."""
    from ohm_core.catalogue.catalogue import load
    from ohm_core.circuit.circuit import resolve
    from ohm_core.firmware.simulate import load_scenario
    from ohm_core.firmware.simulate import simulate as run
    from ohm_core.formats.source import read_design

    circuit = resolve(read_design(Path(file), catalogue := load()), catalogue)
    steps = load_scenario(Path(scenario))
    path = Path(sketch)
    if not path.exists():
        raise BadInput(f"There is no sketch {sketch[:200]}.", "--sketch", "not_found")
    result = run(circuit, path, steps, libraries=Path(libraries) if libraries else None)
    if json_:
        output.print_json(result.as_json())
    else:
        for step in result.steps:
            output.say(f"{'ok  ' if step.passed else 'FAIL'} {step.time_s:8.3f} s  {step.step}" + ("" if step.passed else f": expected {step.expected}, saw {step.seen}"))
        output.say(f"{'passed' if result.passed else 'failed'}: {result.seconds_simulated:g} s simulated in {result.seconds_wall:g} s")
        if result.memory:
            output.say("takes {flash:,} of {flash_of:,} bytes of flash and {ram:,} of {ram_of:,} bytes of RAM".format(**result.memory))
        if result.not_simulated:
            output.say(f"not simulated, their pins stay open: {', '.join(result.not_simulated)}")
        if result.method:
            output.say(f"run in: {result.method}")
    raise typer.Exit(0 if result.passed else 1)


def export(
    file: Annotated[str, typer.Argument(help="An OHM design or a Wokwi diagram.")],
    to: Annotated[str, typer.Option(help="wokwi, kicad-netlist, skidl, wireviz, esphome, circuit-json, platformio, arduino, bom-csv, guide, zip (docs/exports.md)")] = "",
    out: Annotated[str, typer.Option(help="File or folder to write.")] = "",
    json_: Json = False,
) -> None:
    """A design in another tool's form. What the form has no word for is said on stderr."""
    from ohm_core.catalogue.catalogue import load
    from ohm_core.formats.export import FORMATS
    from ohm_core.formats.export import export as convert
    from ohm_core.formats.source import read_design
    from ohm_core.project.prototype import Prototype

    if to not in FORMATS:
        said = f"OHM cannot export '{to[:40]}'; use one of" if to else "Say what to export to with --to: one of"
        raise BadInput(f"{said} {', '.join(FORMATS)}.", "--to", "unknown_format")
    made = Prototype.from_design(read_design(Path(file), catalogue := load()), catalogue)
    written = convert(made, to, Path(out) if out else Path(FORMATS[to].default))
    for said in written.notes:
        output.note(f"note: {said}")
    if json_:
        output.print_json({"format": to, "files": written.paths, "notes": written.notes})
    else:
        output.say(f"Wrote {', '.join(written.paths[:6])}{' …' if len(written.paths) > 6 else ''}.")


def _keep(shop, name: str, made) -> None:  # type: ignore[no-untyped-def]
    """Save into the project of this id or title, made when there is none."""
    found = next((p for p in shop.projects() if name in (p.id, p.title)), None)
    shop.save(found or shop.create(name), made)
