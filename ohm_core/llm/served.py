"""Which models an address of one's own serves: asked of it, for a choice and for the name `default`. Needs no litellm."""

from __future__ import annotations

import json
import logging
import urllib.error
import urllib.request

from ohm_core.llm.models import Provider

log = logging.getLogger("ohm.llm")
PATIENCE_S = 1.0
MOST_BYTES = 2_000_000


def served(served_by: Provider, address: str, key: str = "") -> tuple[str, ...]:
    """Full names of the models there, in its order; empty where nothing answers within a second, or not with a list.

    Ollama lists under /api/tags (github.com/ollama/ollama, docs/api.md), OpenAI and what is like it under /models.
    """
    path = "/api/tags" if served_by.id == "ollama" else "/models"
    try:
        request = urllib.request.Request(address.rstrip("/") + path, headers={"Authorization": f"Bearer {key}"} if key else {})
        with urllib.request.urlopen(request, timeout=PATIENCE_S) as answer:
            names = _names(json.loads(answer.read(MOST_BYTES)))
    except (OSError, ValueError, urllib.error.HTTPError) as error:
        log.debug("no list of models at the address of %s: %s", served_by.id, type(error).__name__)
        return ()
    return tuple(f"{served_by.id}/{n}" for n in names)


def _names(told: object) -> list[str]:
    rows = (told.get("data") or told.get("models") or []) if isinstance(told, dict) else []
    names = [row.get("id") or row.get("name") for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return [n for n in names if isinstance(n, str) and n]
