"""`ohm project`, `chat`, `versions`, `diff`, `restore`: kept projects; `route`: who would answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ohm_core.cli import output
from ohm_core.cli.designs import Json
from ohm_core.design.file import plain
from ohm_core.errors import BadInput, OhmError

if TYPE_CHECKING:
    from ohm_core.store.rows import Project
    from ohm_core.workshop import Workshop

PIECE = 1_000_000  # bytes of a file that are read at once


def register(app: typer.Typer) -> None:
    for command in (chat, route, versions, diff, restore):
        app.command(command.__name__)(command)
    project = typer.Typer(help="Projects kept under OHM_HOME.", no_args_is_help=True, rich_markup_mode=None)
    named: tuple[tuple[str, Callable[..., None]], ...] = (("list", project_list), ("new", project_new), ("open", project_open), ("rename", project_rename), ("delete", project_delete))
    for name, action in named:
        project.command(name)(action)
    app.add_typer(project, name="project")


def _row(project) -> dict[str, object]:  # type: ignore[no-untyped-def]
    return {"id": project.id, "title": project.title, "locked": project.locked, "updated_at": project.updated_at.isoformat() + "Z"}


def project_list(json_: Json = False) -> None:
    """All projects, the one last worked on first."""
    from ohm_core.workshop import Workshop

    found = Workshop().projects()
    if json_:
        output.print_json([_row(p) for p in found])
    elif found:
        output.table(("id", "title", "changed"), [(p.id, p.title, f"{p.updated_at:%Y-%m-%d %H:%M} UTC") for p in found])
    else:
        output.say("No projects yet; `ohm project new TITLE` makes one.")


def project_new(title: Annotated[str, typer.Argument()] = "", json_: Json = False) -> None:
    """A new, empty project."""
    from ohm_core.workshop import Workshop

    made = Workshop().create(title)
    output.print_json(_row(made)) if json_ else output.say(f"{made.id}  {made.title}")


def project_open(project: str, json_: Json = False) -> None:
    """What a project holds now."""
    from ohm_core.workshop import Workshop

    shop = Workshop()
    found = shop.open(project)
    made = shop.prototype(found)
    if json_:
        output.print_json({**_row(found), "messages": len(shop.messages(found)), "design": made.answer() if made else None})
    else:
        output.say(f"{found.title} ({found.id}), {len(shop.messages(found))} messages, {'locked' if found.locked else 'open'}")
        if made:
            output.table(("ref", "part", "about"), [(x.ref, x.name, str(x.line_total or "?")) for x in made.bom], right=(2,))


def project_rename(project: str, title: str, json_: Json = False) -> None:
    """A project under a new title."""
    from ohm_core.workshop import Workshop

    done = Workshop().rename(project, title)
    output.print_json(_row(done)) if json_ else output.say(f"{done.id}  {done.title}")


def project_delete(project: str, json_: Json = False) -> None:
    """Take a project off the shelf."""
    from ohm_core.workshop import Workshop

    shop = Workshop()
    found = shop.open(project)
    shop.delete(found)
    output.print_json({"deleted": found.id}) if json_ else output.say(f"{found.title} is deleted.")


def _consent(shop: Workshop, project: str, asked: Mapping[str, Any]) -> None:
    """Asks the person at the terminal whether an agent may use a tool; elsewhere says where to answer."""
    import json
    import sys

    said = output.visible(f"{asked['agent']} asks to use {asked['tool']} {json.dumps(asked['arguments'], ensure_ascii=False)[:300]}")
    if not sys.stdin.isatty():
        output.note(f"{said}. Answer on the Build page within {asked['seconds']} s.")
        return
    word = typer.prompt(f"{said}\n[y]es once, [a]lways, [n]o, ne[v]er", default="n", err=True).strip().lower()[:1]
    try:
        shop.decide(project, str(asked["request"]), word in ("y", "a"), word in ("a", "v"))
    except OhmError as error:  # answered elsewhere meanwhile
        output.note(error.message)


def chat(
    project: str, text: Annotated[str, typer.Argument(help="What you want to say; may be left out beside a file.")] = "", agent: Annotated[str, typer.Option(help="The agent to ask.")] = "",
    file: Annotated[list[Path] | None, typer.Option(help="A photo, PDF, CSV, circuit or program to send along (may be repeated).")] = None, json_: Json = False,
) -> None:
    """One chat turn, streamed to the terminal."""
    import sys

    from ohm_core.workshop import Workshop

    shop, events, failed = Workshop(), [], False
    found = shop.open(project)
    for event in shop.chat(found, text, agent, attached=_sent(shop, found, file or [])):
        body = event.as_json() if hasattr(event, "as_json") else plain(event)
        events.append(body)
        failed = failed or body.get("type") == "error"
        if not json_ and body.get("type") == "text":
            sys.stdout.write(output.visible(str(body.get("content", ""))).replace("\\$", "$"))
            sys.stdout.flush()
        elif not json_ and body.get("type") == "agent_selected":
            output.note(f"{body['agent']['name']} …")
        elif not json_ and body.get("type") == "permission_asked":
            _consent(shop, project, body)
    if json_:
        output.print_json({"events": events})
    else:
        output.say()
    raise typer.Exit(1 if failed else 0)


def _sent(shop: Workshop, project: Project, paths: list[Path]) -> list[str]:
    """Ids of the files, kept in the project; where one is refused none stays. Raises BadInput, Locked."""
    kept: list[str] = []
    try:
        for path in paths:
            with path.open("rb") as source:
                kept.append(shop.upload(project, path.name, iter(lambda: source.read(PIECE), b"")).id)
    except (OhmError, OSError) as error:
        for one in kept:
            shop.remove_upload(project, one)
        if isinstance(error, OSError):
            raise BadInput(f"{str(path)[:120]} cannot be read: {error.strerror}.", str(path)[:120], "not_found") from None
        raise
    return kept


def route(
    text: Annotated[str, typer.Argument(help="A message as it would be sent.")],
    attach: Annotated[list[str] | None, typer.Option(help="Name of a file sent along (may be repeated).")] = None,
    json_: Json = False,
) -> None:
    """Which agent would take a message."""
    from ohm_core.workshop import Workshop

    found = Workshop().route(text, attached=tuple(attach or ()))
    if json_:
        output.print_json(found.as_json())
    else:
        output.say(f"{found.agent.name} ({found.intent}, {found.confidence:.0%} sure{', in doubt' if found.doubtful else ''})")


def versions(project: str, json_: Json = False) -> None:
    """History of a project, newest first."""
    from ohm_core.workshop import Workshop

    found = Workshop().versions(project)
    if json_:
        output.print_json([{"number": r.number, "state": r.state, "summary": r.summary, "created_at": r.created_at.isoformat() + "Z", "artifacts": [{"type": v.type, "path": v.path, "number": v.number} for v in changed]} for r, changed in found])
    elif found:
        output.table(("version", "when", "what changed", "artifacts"), [(str(r.number), f"{r.created_at:%Y-%m-%d %H:%M} UTC", r.summary, ", ".join(dict.fromkeys(v.type for v in changed))) for r, changed in found])
    else:
        output.say("Nothing is kept in this project yet.")


def _number(text: str | None) -> int | None:
    if text is None:
        return None
    if not text.lstrip("v").isdigit():
        raise BadInput(f"'{text[:20]}' is not a version number; `ohm versions PROJECT` lists them.", text[:20])
    return int(text.lstrip("v"))


def diff(project: str, a: Annotated[str | None, typer.Argument()] = None, b: Annotated[str | None, typer.Argument()] = None, json_: Json = False) -> None:
    """What changed between two versions; without numbers, in the newest."""
    from ohm_core.workshop import Workshop

    found = Workshop().diff(project, _number(a), _number(b))
    if json_:
        output.print_json(plain(found))
        return
    for row in found.rows:
        output.say(f"{row.kind:8} {row.ref}: {row.before or '-'} → {row.after or '-'}")
    for wire in found.wires:
        output.say(f"{wire.kind:8} wire {wire.from_} – {wire.to}")
    for file in (*found.files, *found.texts):
        output.say(f"{file.kind:8} {file.path} (+{file.added} −{file.removed})")
    if not (found.rows or found.wires or found.files or found.texts):
        output.say("Nothing differs.")


def restore(project: str, version: str, json_: Json = False) -> None:
    """Make an earlier version the newest again."""
    from ohm_core.workshop import Workshop

    number = _number(version)
    assert number is not None
    saved = Workshop().restore(project, number)
    output.print_json(plain(saved)) if json_ else output.say(f"Version {number} is the newest again.")
