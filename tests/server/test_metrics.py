"""Figures for Prometheus: what happened is counted, and nobody's words are in them."""

from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from ohm_core.server import metrics
from ohm_core.server.here import watch


def read(client) -> dict:
    answer = client.get("/api/metrics")
    assert answer.headers["content-type"].startswith("text/plain")
    return {(s.name, tuple(sorted(s.labels.items()))): s.value for family in text_string_to_metric_families(answer.text) for s in family.samples}


def test_answers_tools_and_rows_are_counted(client, shop, monkeypatch):
    monkeypatch.setattr(metrics, "METRICS", metrics.Metrics())
    shop.turns.journal.tap = watch
    list(shop.chat(shop.create(), "my secret red light"))
    found = read(client)
    assert found["ohm_turns_total", (("agent", "projectInitializer"), ("status", "complete"))] == 1
    assert found["ohm_tool_seconds_count", (("ok", "true"), ("tool", "propose_design"))] == 1
    assert found["ohm_first_token_seconds_count", ()] == 1 and found["ohm_agent_seconds_count", (("agent", "projectInitializer"),)] == 1
    assert found["ohm_rows", (("what", "messages"),)] == 2 and found["ohm_rows", (("what", "drawers"),)] >= 1
    assert found["ohm_memory_bytes", ()] > 1e6
    assert "secret" not in client.get("/api/metrics").text


def test_only_the_servers_own_owner_reads_them(client, monkeypatch):
    monkeypatch.setenv("OHM_TOKENS", "ada:long-secret")
    assert client.get("/api/metrics", headers={"authorization": "Bearer long-secret"}).status_code == 404
