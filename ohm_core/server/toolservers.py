"""The MCP servers of a project over HTTP. A command, an address inside this machine's network and variables of this machine may only be
named from the machine itself: from anywhere else they would be this machine handed over."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ohm_core.agents.scrub import scrubbed
from ohm_core.errors import LimitReached, Missing
from ohm_core.project.servers import Server, named
from ohm_core.server.bodies import ServerBody, SwitchBody, read
from ohm_core.server.callers import Caller, is_here
from ohm_core.server.shops import Shops
from ohm_core.store.rows import Project
from ohm_core.workshop import Workshop


async def servers(shops: Shops, request: Request, caller: Caller) -> Response:
    """GET lists them. POST {name, address, environment?} adds one and switches it on."""
    if request.method == "GET":
        return await _done(shops, request, caller, lambda shop, project: JSONResponse([as_json(s) for s in shop.servers(project)]))
    body, here = await read(request, ServerBody), is_here(request)
    return await _done(shops, request, caller, lambda shop, project: JSONResponse(as_json(shop.add_server(project, body.name, body.address, body.environment, here=here)), 201))


async def server(shops: Shops, request: Request, caller: Caller) -> Response:
    """PATCH {on} switches one on or off; DELETE takes it away."""
    name = request.path_params["server"]
    if request.method == "PATCH":
        body = await read(request, SwitchBody)
        return await _done(shops, request, caller, lambda shop, project: JSONResponse(as_json(shop.switch_server(project, name, body.on))))

    def removed(shop: Workshop, project: Project) -> Response:
        shop.remove_server(project, name)
        return JSONResponse([as_json(s) for s in shop.servers(project)])

    return await _done(shops, request, caller, removed)


async def test(shops: Shops, request: Request, caller: Caller) -> Response:
    """POST: the tools it offers now, or why it does not answer. That it does not is an answer, not an error of ours."""
    def tried(shop: Workshop, project: Project) -> Response:
        known = named(shop.shelf, project, request.path_params["server"])
        try:
            found = shop.try_server(project, known.name)
        except (Missing, LimitReached) as error:
            return JSONResponse({"ok": False, "error": scrubbed(error.message), "tools": []})
        return JSONResponse({"ok": True, "error": None, "tools": [{"name": t.name, "description": t.description} for t in found]})

    return await _done(shops, request, caller, tried)


def as_json(one: Server) -> Mapping[str, Any]:
    """A server without secrets: of variables only the names are known, and keys in the address are left out."""
    return {"name": one.name, "kind": "command" if one.command else "http", "address": scrubbed(one.address), "environment": list(one.environment), "on": one.on}


async def _done(shops: Shops, request: Request, caller: Caller, act: Callable[[Workshop, Project], Response]) -> Response:
    shop = shops.of(caller)
    return await asyncio.to_thread(lambda: act(shop, shop.shelf.get(request.path_params["project"])))
