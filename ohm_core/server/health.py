"""How the server is: its store, its language models, what runs."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ohm_core import __version__
from ohm_core.errors import OhmError
from ohm_core.server.callers import Caller
from ohm_core.server.shops import Shops
from ohm_core.store.runs import going
from ohm_core.workshop import Workshop


@dataclass(frozen=True)
class Health:
    shops: Shops

    async def health(self, _: Request, caller: Caller) -> Response:
        """GET: the health object of the contract."""
        return JSONResponse(await asyncio.to_thread(health_of, self.shops.of(caller)))


def health_of(shop: Workshop) -> dict[str, Any]:
    """The health object; without a key the built-in engine answers, and that is healthy."""
    try:
        running = going(shop.store, shop.owner, "flow")
        database = "up"
    except OhmError:
        running, database = 0, "down"
    keys = shop.turns.speakers.gateway.providers() if database == "up" else ()
    healthy, total = sum(p.healthy for p in keys), sum(p.total for p in keys)
    good = database == "up" and (healthy > 0 or not total)
    return {"status": "healthy" if good else "degraded", "timestamp": datetime.now(UTC).isoformat(),
            "services": {"database": database, "ai_api": "builtin" if not total else "up" if healthy else "down", "keys": {"healthy": healthy, "total": total}}, "flows": {"running": running}, "version": __version__}
