"""What agents may do in a project, over HTTP: rules by role and tool, features, words for tools, and the person's answers to what they ask."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ohm_core.agents import allowed
from ohm_core.server.bodies import FeatureBody, RuleBody, WordBody, WordsBody, read
from ohm_core.server.callers import Caller
from ohm_core.server.shops import Shops
from ohm_core.store.rows import Project
from ohm_core.workshop import Workshop


async def rules(shops: Shops, request: Request, caller: Caller) -> Response:
    """GET: the table. PUT {tool, role?, verdict}: one rule of it."""
    if request.method == "GET":
        return await _table(shops, request, caller, lambda shop, project: None)
    body = await read(request, RuleBody)
    return await _table(shops, request, caller, lambda shop, project: shop.permit(project, body.tool, body.verdict, body.role))


async def feature(shops: Shops, request: Request, caller: Caller) -> Response:
    """PUT {feature, on}."""
    body = await read(request, FeatureBody)
    return await _table(shops, request, caller, lambda shop, project: shop.switch_feature(project, body.feature, body.on))


async def words(shops: Shops, request: Request, caller: Caller) -> Response:
    """PUT {tool, text}."""
    body = await read(request, WordsBody)
    return await _table(shops, request, caller, lambda shop, project: shop.describe_tool(project, body.tool, body.text))


async def requests(shops: Shops, request: Request, caller: Caller) -> Response:
    """GET: what waits for the person, the oldest first."""
    return await _done(shops, request, caller, lambda shop, project: JSONResponse([as_json(r) for r in shop.tool_requests(project)]))


async def decide(shops: Shops, request: Request, caller: Caller) -> Response:
    """POST {grant, always?}: the person's word on one of them."""
    body = await read(request, WordBody)

    def done(shop: Workshop, project: Project) -> Response:
        shop.decide(project, request.path_params["request"], body.grant, body.always)
        return JSONResponse([as_json(r) for r in shop.tool_requests(project)])

    return await _done(shops, request, caller, done)


def as_json(row: Mapping[str, Any]) -> dict[str, Any]:
    """A request as it waits; its arguments were kept without secrets."""
    return {"id": row["id"], "role": row["role"], "tool": row["tool"], "arguments": row["arguments"], "run": row["run_id"], "since": row["created_at"].isoformat()}


async def _table(shops: Shops, request: Request, caller: Caller, act: Callable[[Workshop, Project], None]) -> Response:
    def done(shop: Workshop, project: Project) -> Response:
        act(shop, project)
        return JSONResponse(allowed.table(shop.shelf, project))

    return await _done(shops, request, caller, done)


async def _done(shops: Shops, request: Request, caller: Caller, act: Callable[[Workshop, Project], Response]) -> Response:
    shop = shops.of(caller)
    return await asyncio.to_thread(lambda: act(shop, shop.shelf.get(request.path_params["project"])))
