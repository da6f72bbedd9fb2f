"""Two servers on one database: who reads at the one sees what happens at the other."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from typing import Any

from ohm_core.server.chat import entries, follow
from ohm_core.store.database import Database
from ohm_core.workshop import Workshop
from tests.server.finished import finished
from tests.store.conftest import cluster as cluster
from tests.store.conftest import postgres as postgres


def at(url: str) -> Workshop:
    """A server of its own on the database."""
    made = Workshop()
    made.__dict__["store"] = Database(None, url)
    return made


def test_a_draft_put_at_one_server_reaches_a_reader_at_the_other_once_and_in_order(postgres: str) -> None:
    here, there = at(postgres), at(postgres)
    project = here.create("Shared")

    async def read() -> list[Any]:
        got: list[Any] = []
        async with aclosing(entries(here, project.id, 0, "")) as coming:
            async for entry in coming:
                if entry is None:
                    continue
                got.append((entry.sequence, entry.data["version"], entry.data["by"]))
                if len(got) == 6:
                    return got
        return got

    async def both() -> list[Any]:
        reader = asyncio.create_task(read())
        await asyncio.sleep(0.3)
        for number in range(1, 7):
            shop = (here, there)[number % 2]
            await asyncio.to_thread(shop.put_draft, project, "context", "", number, f"text {number}", f"server {number % 2}")
        return await asyncio.wait_for(reader, 20)

    assert finished(both()) == [(n, n, f"server {n % 2}") for n in range(1, 7)]

    async def first() -> str:
        async with aclosing(follow(here, project.id, 5, "")) as coming:
            async for line in coming:
                return line
        return ""

    assert '"content": "text 6"' in finished(first())
    for shop in (here, there):
        shop.store.close()
