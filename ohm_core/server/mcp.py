"""OHM as an MCP server: the tools that the agents have, for assistants of other makers, over HTTP at /mcp and on stdio.

Each tool takes the same arguments as for the agents, and `project`: an id or title, or nothing for a new project. Its calls are
logged like the agents' own, and other readers of the project see what they change.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ohm_core import __version__
from ohm_core.errors import BadInput, OhmError
from ohm_core.server.callers import caller_of
from ohm_core.server.guard import check_host
from ohm_core.server.http import refusal
from ohm_core.server.limits import admit
from ohm_core.server.shops import Shops
from ohm_core.workshop import Workshop

if TYPE_CHECKING:
    from mcp.server.lowlevel import Server
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    from ohm_core.agents.roles import Role
    from ohm_core.store.rows import Project

KIND = "mcp"
PROJECT = {"type": "string", "description": "Id or title of the project. Where it is left out, a tool that changes something makes a new one."}
HELP = "Design electronics that can be bought, wired and flashed. propose_design makes a checked design from plain words; the other tools look at it or change it."


def server_of(shop_for: Callable[[Any], Workshop]) -> Server[Any]:
    """The server; SHOP_FOR gives the workshop of a request (None on stdio)."""
    import mcp_types as types
    from mcp.server.lowlevel import Server

    async def listed(context: Any, _: Any) -> types.ListToolsResult:
        shop_for(context.request)
        return types.ListToolsResult(tools=[types.Tool(name=t["name"], description=t["description"], input_schema=t["parameters"]) for t in told()])

    async def called(context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        try:
            shop = shop_for(context.request)
            text, ok = await asyncio.to_thread(call, shop, params.name, dict(params.arguments or {}))
        except OhmError as error:
            text, ok = error.message, False
        return types.CallToolResult(content=[types.TextContent(type="text", text=text)], is_error=not ok)

    return Server("ohm", version=__version__, title="OHM", instructions=HELP, on_list_tools=listed, on_call_tool=called)


@cache
def told() -> tuple[Mapping[str, Any], ...]:
    """Every tool with its schema, and the project it is about."""
    from ohm_core.agents.tools import tools

    found = []
    for tool in tools().values():
        schema = tool.schema()
        parameters = {**schema["parameters"], "properties": {"project": PROJECT, **schema["parameters"].get("properties", {})}}
        found.append({**schema, "parameters": parameters})
    return tuple(found)


@cache
def assistant() -> Role:
    """The role in which other programs call: every tool, chosen by no intent."""
    from ohm_core.agents.roles import Role
    from ohm_core.agents.tools import tools

    return Role("assistant", "Another program", "api", "Calls tools by itself.", tools=tuple(tools()))


def call(shop: Workshop, name: str, arguments: dict[str, Any]) -> tuple[str, bool]:
    """One tool call: what it gave as text, and whether it worked. Raises OhmError for a project that is not there."""
    from ohm_core.agents.calling import Record, run_calls
    from ohm_core.agents.modelled import result_text
    from ohm_core.agents.tools import tools
    from ohm_core.agents.turn import Call, Limits, Turn
    from ohm_core.store import runs

    tool = tools().get(name)
    if tool is None:
        raise BadInput(f"There is no tool '{name[:40]}'; there are {', '.join(tools())}.", "name", "unknown_tool")
    named = arguments.pop("project", None)
    if not named and tool.lasting == "catalogue":  # about no project at all
        outcome = tool.run(Turn(shop.shelf, _nowhere(shop), "", "", assistant(), "CHAT", "", (), lambda event: None), tool.checked(arguments))
        return result_text(outcome), outcome.ok
    project, fresh = _project(shop, named, tool.writes)
    run = runs.alone(shop.store, shop.owner, project, KIND)

    def record(done: Record) -> None:
        runs.log_tool(shop.store, shop.owner, run, done.id, assistant().type, name, done.call.arguments, done.outcome.ok, done.outcome.summary[:4000],
                      "" if done.outcome.ok else done.outcome.summary, done.milliseconds)

    turn = Turn(shop.shelf, project, run.id, run.message_id, assistant(), "CHAT", "", (), lambda event: _emit(shop, project, run.id, event.as_json()),
                limits=Limits(ask_s=0), eyes=shop.turns.speakers.eyes())  # a program does not wait for a person
    try:
        outcome = run_calls(turn, (Call(name, arguments),), record)[0]
    finally:
        runs.close(shop.store, shop.owner, run)
    where = f"\nProject: {project.id}" if fresh else ""
    return result_text(outcome) + where, outcome.ok


def _emit(shop: Workshop, project: Project, run_id: str, event: Mapping[str, Any]) -> None:
    shop.turns.journal.emit(shop.owner, project.id, run_id, event)


def _nowhere(shop: Workshop) -> Project:
    """A project that is not kept, for tools that ask about none."""
    from ohm_core.store.ids import now
    from ohm_core.store.rows import Project

    return Project("", shop.owner, "", now(), now())


def _project(shop: Workshop, named: Any, writes: bool) -> tuple[Project, bool]:
    """The project a call is about, and whether it was made for it."""
    if named is None or named == "":
        if not writes:
            raise BadInput("Say which project is meant: \"project\" takes its id or title.", "project")
        return shop.create(), True
    if not isinstance(named, str):
        raise BadInput("\"project\" must be the id or title of a project.", "project")
    return shop.open(named), False


class Mounted:
    """The server at /mcp. The library is imported, and its sessions begin, with the first request."""

    def __init__(self, shops: Shops) -> None:
        self.shops = shops
        self._manager: StreamableHTTPSessionManager | None = None
        self._over = asyncio.Event()
        self._running: asyncio.Task[None] | None = None
        self._lock = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        try:
            check_host(request.headers)
            admit(caller_of(request))
        except OhmError as error:
            await refusal(error)(scope, receive, send)
            return
        manager = await self._begun()
        if manager is None:
            await Response(status_code=503)(scope, receive, send)
            return
        await manager.handle_request(scope, receive, send)

    async def _begun(self) -> StreamableHTTPSessionManager | None:
        async with self._lock:
            if self._manager is None and not self._over.is_set():
                from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

                ready = asyncio.Event()
                self._manager = StreamableHTTPSessionManager(server_of(lambda request: self.shops.of(caller_of(request))), security_settings=None)
                self._running = asyncio.create_task(self._run(self._manager, ready))
                await ready.wait()
        return self._manager

    async def _run(self, manager: StreamableHTTPSessionManager, ready: asyncio.Event) -> None:
        """Sessions are entered and left in one task, as the library asks."""
        async with manager.run():
            ready.set()
            await self._over.wait()

    async def close(self) -> None:
        """Ends every session."""
        self._over.set()
        if self._running:
            with contextlib.suppress(asyncio.CancelledError):
                await self._running


async def on_stdio(shop: Workshop) -> None:
    """Serves this process's standard input and output until it is closed. Where another process holds the store, its server is asked instead."""
    from mcp.server.stdio import stdio_server

    server = await _passing_on(shop) or server_of(lambda _: shop)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


async def _passing_on(shop: Workshop) -> Server[Any] | None:
    """A server that asks the OHM which holds the store; None when this process may open it itself."""
    from mcp import Client
    from mcp.server.lowlevel import Server

    address = shop.store.elsewhere()
    if not address:
        return None

    async def listed(context: Any, params: Any) -> Any:
        async with Client(f"{address}/mcp") as other:
            return await other.list_tools()

    async def called(context: Any, params: Any) -> Any:
        async with Client(f"{address}/mcp") as other:
            return await other.call_tool(params.name, dict(params.arguments or {}))

    return Server("ohm", version=__version__, title="OHM", instructions=HELP, on_list_tools=listed, on_call_tool=called)
