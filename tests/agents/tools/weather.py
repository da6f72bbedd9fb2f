"""A small MCP server for tests: python weather.py [PORT]; on stdio without a port."""

from __future__ import annotations

import os
import sys
import time

from mcp.server import MCPServer

server = MCPServer("weather")


@server.tool()
def forecast(place: str) -> str:
    """Tells tomorrow's weather."""
    return f"Rain in {place}. Secret: {os.environ.get('WEATHER_SECRET', 'none')}, store: {os.environ.get('OHM_HOME', 'none')}"


@server.tool()
def fail() -> str:
    """Always fails."""
    raise ValueError("no sky today")


@server.tool()
def sleep() -> str:
    """Answers late."""
    time.sleep(3)
    return "late"


if __name__ == "__main__":
    server.run(transport="streamable-http", host="127.0.0.1", port=int(sys.argv[1])) if len(sys.argv) > 1 else server.run()
