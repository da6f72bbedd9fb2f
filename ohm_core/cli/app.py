"""The commands, by typer; errors turned into sentences and exit codes at this one border."""

from __future__ import annotations

import errno
import logging
import sys
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from ohm_core.cli import circuits, designs, output, projects, shop
from ohm_core.errors import BadInput, OhmError

app = typer.Typer(add_completion=False, no_args_is_help=False, pretty_exceptions_enable=False, rich_markup_mode=None, help="OHM, the hardware orchestrator. Without a command it starts the dashboard.")
for room in (designs, circuits, shop, projects):
    room.register(app)


@app.callback(invoke_without_command=True)
def start(context: typer.Context) -> None:
    """OHM, the hardware orchestrator. Without a command it starts the dashboard."""
    if context.invoked_subcommand is None:
        serve()


@app.command()
def serve(port: Annotated[int, typer.Option(help="Port on 127.0.0.1; the next free one where it is taken.")] = 8501, no_browser: Annotated[bool, typer.Option("--no-browser", help="Do not open a browser.")] = False) -> None:
    """Start the dashboard."""
    from ohm_core.server.run import serve as run_server

    run_server(port, open_browser=not no_browser)


@app.command()
def mcp() -> None:
    """An MCP server on standard input and output, with the tools the agents have."""
    import asyncio

    from ohm_core.server.mcp import on_stdio
    from ohm_core.workshop import Workshop

    asyncio.run(on_stdio(Workshop()))


@app.command()
def token(name: Annotated[str, typer.Argument(help="Whose projects it opens.")]) -> None:
    """A new token for programs on other machines; an older one of the same name is void."""
    from ohm_core.server.callers import new_token

    output.say(new_token(name))
    output.note(f"Send it as 'Authorization: Bearer …'. It is shown only now and opens the projects of {name}.")


def run(words: list[str]) -> int:
    """Exit code of one call of `ohm WORDS`."""
    as_json = "--json" in words
    try:
        command = typer.main.get_command(app)
        result = command.main(args=_shielded(words), prog_name="ohm", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except OhmError as error:
        return output.fail(error, as_json)
    except typer.Exit as stop:
        return int(stop.exit_code)
    except TyperException as error:
        return output.fail(BadInput(f"{error.format_message().rstrip('.')}. `ohm --help` lists the commands.", str(getattr(error, "option_name", "") or ""), "usage"), as_json)
    except (typer.Abort, KeyboardInterrupt):
        output.note("Stopped.")
        return 130
    except OSError as error:
        return output.fail(_os_error(error), as_json)
    except (RecursionError, MemoryError):
        return output.fail(BadInput("The input is too large or nested too deep to be read.", kind="too_large"), as_json)
    except Exception as error:  # the outermost border: logged with its trace, shown as one sentence
        return _bug(error, as_json)


def _shielded(words: list[str]) -> list[str]:
    """Words as the command line takes them: a request that begins with a dash is text, not an option."""
    if len(words) > 1 and words[0] in ("design", "route", "chat") and words[1].startswith("-") and " " in words[1]:
        return [words[0], *words[2:], "--", words[1]]
    return [w.encode("utf-8", "replace").decode("utf-8") for w in words]


def _os_error(error: OSError) -> BadInput:
    known = {errno.ENOSPC: "The disk is full", errno.EACCES: "Permission denied", errno.EROFS: "The disk is read-only", errno.ENOENT: "No such file or folder", errno.ENOTDIR: "A file stands where a folder is needed"}
    what = known.get(error.errno or 0, error.strerror or "The system refused")
    return BadInput(f"{what}{': ' + str(error.filename)[:200] if error.filename else ''}.", str(error.filename or ""), "file")


def _bug(error: Exception, as_json: bool) -> int:
    logging.getLogger("ohm").debug("unexpected error", exc_info=error)
    trace = _log_trace(error)
    message = f"OHM met a fault of its own ({type(error).__name__}); nothing was changed.{' The trace is in ' + trace + '.' if trace else ''}"
    output.note(message)
    if as_json:
        output.print_json({"error": {"kind": "bug", "message": message, "where": ""}})
    return 70


def _log_trace(error: Exception) -> str:
    """The trace in a file under OHM_HOME; '' where none can be written."""
    import traceback

    from ohm_core.catalogue.catalogue import ohm_home

    path = ohm_home() / "last-error.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    except OSError:
        return ""
    return str(path)


def finish(code: int) -> Any:
    """End the command with this exit code."""
    raise typer.Exit(code)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
