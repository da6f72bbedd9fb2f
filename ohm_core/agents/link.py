"""A live connection to an MCP server by the official client: one thread and one session a server, ended when it was idle for a while."""

from __future__ import annotations

import asyncio
import ipaddress
import os
import threading
import time
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from ohm_core.errors import LimitReached, Missing
from ohm_core.project.servers import Server

BEGIN_S, CALL_S, IDLE_S = 10.0, 60.0, 120.0
LONGEST = 20_000


@dataclass
class Link:
    """Asks a server; the first ask connects. Every ask raises OhmError with one sentence where the server does not answer."""

    server: Server
    _asks: asyncio.Queue[tuple[str, dict[str, Any], Future[Any]] | None] | None = None
    _loop: asyncio.AbstractEventLoop | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _failed: float = 0.0

    def tools(self) -> list[Any]:
        """The tools the server offers, as the client has them."""
        return list(self._ask("list_tools", {}, BEGIN_S).tools)

    def call(self, name: str, arguments: dict[str, Any]) -> tuple[str, bool]:
        """What a tool said, and whether it worked."""
        result = self._ask("call_tool", {"name": name, "arguments": arguments}, CALL_S)
        texts = [getattr(c, "text", None) or f"[{getattr(c, 'type', 'something')} left out]" for c in result.content]
        said = "\n".join(texts)
        return said[:LONGEST] + (" … (cut)" if len(said) > LONGEST else ""), not result.is_error

    def close(self) -> None:
        """Ends the session; the next ask begins another."""
        with self._lock:
            if self._loop is not None and self._asks is not None and not self._loop.is_closed():
                self._loop.call_soon_threadsafe(self._asks.put_nowait, None)

    def _ask(self, method: str, arguments: dict[str, Any], seconds: float) -> Any:
        if time.monotonic() - self._failed < BEGIN_S:  # it was not there a moment ago; asking again at once would only hold everybody up
            raise Missing(f"The server {self.server.name} did not answer.", self.server.name, "server")
        try:
            return self._asked(method, arguments).result(seconds)
        except TimeoutError:
            raise LimitReached(f"The server {self.server.name} did not answer within {seconds:g} seconds.", self.server.name, "server") from None
        except _Over:  # it was idle and ended just now
            return self._asked(method, arguments).result(seconds)
        except Exception as error:  # the client's errors share no base; what a foreign server does is no reason to end a turn
            self._failed = time.monotonic() if method == "list_tools" else 0.0
            raise Missing(f"The server {self.server.name} did not answer: {self._plain(_first(error))}", self.server.name, "server") from None

    def _plain(self, said: str) -> str:
        """What a client said of the address, without what may not be shown of it."""
        return said.replace(self.server.url, self.server.address) if self.server.url else said

    def _asked(self, method: str, arguments: dict[str, Any]) -> Future[Any]:
        answer: Future[Any] = Future()
        with self._lock:
            loop, asks = self._begun()
            loop.call_soon_threadsafe(asks.put_nowait, (method, arguments, answer))
        return answer

    def _begun(self) -> tuple[asyncio.AbstractEventLoop, asyncio.Queue[Any]]:
        if self._loop is None or self._asks is None or self._loop.is_closed():
            self._loop, self._asks = asyncio.new_event_loop(), asyncio.Queue()
            threading.Thread(target=self._run, args=(self._loop, self._asks), name=f"mcp-{self.server.name}", daemon=True).start()
        return self._loop, self._asks

    def _run(self, loop: asyncio.AbstractEventLoop, asks: asyncio.Queue[Any]) -> None:
        error: BaseException | None = None
        try:
            loop.run_until_complete(self._serve(asks))
        except BaseException as caught:  # told to whoever waits
            error = caught
        with self._lock:
            loop.close()
            while not asks.empty():
                if waiting := asks.get_nowait():
                    waiting[2].set_exception(error or _Over())

    async def _serve(self, asks: asyncio.Queue[Any]) -> None:
        """The session is entered and left in one task, as the library asks. The first ask waits until it stands."""
        waiting = await asks.get()
        try:
            if self.server.abroad:
                await _abroad(self.server.url)
            async with _client(self.server) as client:
                while waiting is not None:
                    method, arguments, answer = waiting
                    try:
                        answer.set_result(await getattr(client, method)(**arguments))
                    except Exception as error:  # told to who asked; the session goes on
                        answer.set_exception(error)
                    waiting = await asyncio.wait_for(asks.get(), IDLE_S)
        except TimeoutError:
            return
        except BaseException as error:
            if waiting is not None and not waiting[2].done():
                waiting[2].set_exception(error)
            raise


async def _abroad(url: str) -> None:
    """Raises PermissionError where a name leads to an address inside this machine's network. (A name that leads elsewhere the moment after is
    not noticed; a proxy in front of the server keeps that away.)"""
    parts = urlsplit(url)
    found = await asyncio.get_running_loop().getaddrinfo(parts.hostname or "", parts.port or 443)
    if any(not ipaddress.ip_address(str(address[0]).partition("%")[0]).is_global for *_, address in found):
        raise PermissionError("its address is inside this machine's network, which only the person at this machine may use.")


class _Over(Exception):
    """The session had ended before the ask reached it."""


def _client(server: Server) -> Any:
    from mcp import Client, StdioServerParameters

    if server.command:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "SYSTEMROOT", "TMPDIR", *server.environment) if name in os.environ}
        return Client(StdioServerParameters(command=server.command[0], args=list(server.command[1:]), env=kept), read_timeout_seconds=CALL_S)
    token = next((os.environ[n] for n in server.environment if os.environ.get(n)), "")
    if not token and not server.abroad:
        return Client(server.url, read_timeout_seconds=CALL_S)
    from httpx2 import AsyncClient
    from mcp.client.streamable_http import streamable_http_client

    return Client(streamable_http_client(server.url, http_client=AsyncClient(headers={"Authorization": f"Bearer {token}"} if token else {}, follow_redirects=not server.abroad)), read_timeout_seconds=CALL_S)


def _first(error: BaseException) -> str:
    """The innermost reason in one line."""
    while isinstance(error, BaseExceptionGroup) and error.exceptions:
        error = error.exceptions[0]
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:160]
