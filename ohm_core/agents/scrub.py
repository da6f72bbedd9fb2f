"""Secrets taken out of what is logged and told of tool calls: keys, tokens, passwords. What a tool is given stays whole."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import Any

HIDDEN = "[hidden]"
NAMED = re.compile(r"(?:pass(?:word|wd|phrase)|secret|token|api_?key|private_?key|credential|authorization|auth)$", re.I)
# What providers' keys look like, by their fronts; and a value that stands beside a word for a secret in code or text.
SHAPES = re.compile(r"\b(?:sk|pk|rk)-[\w-]{16,}|\bAIza[\w-]{20,}|\bgh[pousr]_\w{20,}|\bxox[abprs]-[\w-]{10,}|\bhf_\w{20,}|\bAKIA[A-Z0-9]{12,}|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]+|-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----", re.S)
BESIDE = re.compile(r"""(?P<name>\b\w*(?:pass(?:word|wd|phrase)?|secret|token|api_?key|psk)\w*["']?\s*(?:\[\s*\])?\s*[:=]\s*)(?P<quote>["'])(?P<value>[^"'\n]{3,}?)(?P=quote)""", re.I)
BEARER = re.compile(r"(\bBearer\s+)[\w.~+/-]{8,}=*", re.I)
OWN = re.compile(r"(?:KEYS?|TOKENS?|SECRETS?|PASSWORD)(?:_|$)")


def scrubbed(value: Any) -> Any:
    """VALUE with every secret in it hidden; of an object, what stands under the name of a secret too."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, Mapping):
        return {k: HIDDEN if isinstance(k, str) and NAMED.search(k) and isinstance(v, str) and v else scrubbed(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [scrubbed(v) for v in value]
    return value


def text(said: str) -> str:
    """A text without what looks like a key, stands beside a word for one, or is one in this process's environment."""
    for own in _own():
        said = said.replace(own, HIDDEN)
    said = BEARER.sub(rf"\1{HIDDEN}", SHAPES.sub(HIDDEN, said))
    return BESIDE.sub(lambda m: f"{m['name']}{m['quote']}{HIDDEN}{m['quote']}", said)


def _own() -> list[str]:
    """Values of the environment that are secrets, several in one variable apart."""
    found = [v for name, v in os.environ.items() if OWN.search(name) for v in v.split(",")]
    return sorted({v.strip() for v in found if len(v.strip()) >= 8}, key=len, reverse=True)
