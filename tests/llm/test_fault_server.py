"""The fault server does what its script says; read here with a plain HTTP client."""

from __future__ import annotations

import json

import httpx
import pytest

from tests.llm.fault_server import FaultServer, asks, drop, error_event, garbage, status, text, unfinished


def stream(server: FaultServer, key: str = "k", content: str = "hello") -> list[str]:
    """The data lines of one answer."""
    body = {"model": "m", "stream": True, "stream_options": {"include_usage": True}, "messages": [{"role": "user", "content": content}]}
    with httpx.Client(timeout=5).stream("POST", server.url + "/chat/completions", json=body, headers={"Authorization": f"Bearer {key}"}) as answer:
        answer.raise_for_status()
        return [line.removeprefix("data: ") for line in answer.iter_lines() if line]


def words(lines: list[str]) -> str:
    return "".join(c["delta"].get("content") or "" for line in lines if line != "[DONE]" for c in json.loads(line)["choices"])


def test_rules_are_tried_in_order_and_the_last_reply_stays() -> None:
    with FaultServer() as server:
        server.when(status(402), key="poor").when(text("one two"), text("three"), said="count").when(text("else"))
        assert [words(stream(server, content=c)) for c in ("count", "count", "count", "x")] == ["one two", "three", "three", "else"]
        with pytest.raises(httpx.HTTPStatusError, match="402"):
            stream(server, "poor")
        assert server.keys() == ["k"] * 4 + ["poor"]


def test_calls_come_in_pieces_side_by_side() -> None:
    with FaultServer() as server:
        server.when(asks(("a", '{"x": 1}'), ("b", '{"y": 22222}')))
        deltas = [d for line in stream(server)[:-2] for c in json.loads(line)["choices"] for d in c["delta"].get("tool_calls", [])]
        assert ["".join(d["function"]["arguments"] for d in deltas if d["index"] == i) for i in (0, 1)] == ['{"x": 1}', '{"y": 22222}']


def test_a_stream_can_be_dropped_left_open_or_spoilt() -> None:
    with FaultServer() as server:
        server.when(text("half ") + drop(), text("half ") + unfinished(), text("half ") + error_event(), text("half ") + garbage())
        with pytest.raises(httpx.TransportError):
            stream(server)
        assert words(stream(server)) == "half "
        assert "upstream exploded" in stream(server)[-1]
        with pytest.raises(json.JSONDecodeError):
            words(stream(server))


def test_the_network_can_be_cut_and_comes_back_at_the_same_address() -> None:
    with FaultServer() as server:
        address = server.url
        server.cut()
        with pytest.raises(httpx.TransportError):
            stream(server)
        server.start()
        assert server.url == address and words(stream(server)) == "ok"
