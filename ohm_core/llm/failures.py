"""What went wrong with a provider, read from what its library raised: whose fault it is, and what a person can do. Knows no library by name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from ohm_core.llm.health import Kind

LONGEST = 300
# Words by which providers say that an account has no money or allowance left: OpenAI (insufficient_quota, billing_hard_limit_reached),
# Anthropic (credit balance is too low), DeepSeek (Insufficient Balance).
EMPTY = re.compile(r"insufficient[_ ](?:quota|balance|funds|credit)|credit balance|billing[_ ]hard[_ ]limit|payment required|out of credits?", re.I)
# What OpenAI says of an empty account Google says of its limit by the minute too, but then tells when to come back.
QUOTA = re.compile(r"exceeded your current quota|billing details|quota (?:has been )?exhausted", re.I)
PASSING = re.compile(r"per[ _]?(?:minute|min|second|sec)\b|perminute|persecond|retry ?(?:in|delay|after)|try again in", re.I)
BAD_KEY = re.compile(r"(?:invalid|incorrect|no valid|expired|revoked|not valid)[^.]{0,30}\bapi[ _]?key|api[ _]?key[^.]{0,40}(?:invalid|incorrect|not valid|expired|revoked|not found)", re.I)
TOO_LONG = re.compile(r"context[ _](?:length|window)|maximum context|too many tokens|prompt is too long", re.I)
# litellm 1.106.2 ends a stream in which the same chunk came a hundred times running: the model has lost itself, and would again.
LOST_ITSELF = re.compile(r"repeating the same chunk")
RETRY_IN = re.compile(r"retry(?: ?delay|Delay)?\W{1,6}(?:in |after )?(\d+(?:\.\d+)?) ?s|try again in (\d+(?:\.\d+)?) ?s", re.I)
# What litellm 1.106.2 writes round the provider's own sentence.
WRAPPING = re.compile(r"^(?:litellm\.\w+: ?|(?:\w+(?:Error|Exception)|Timeout|Timeout Error): ?|\w+Exception - ?|Error code: \d+ - ?)+")
OBJECT = re.compile(r" ?(?:\w+:)?<[\w. ]+ object at 0x[0-9a-f]+>")
TAIL = re.compile(r"\n*(?:LiteLLM: model group|Deployment Info:|Received Model Group|Available Model Group|\s*LiteLLM Retried).*", re.S)


@dataclass(eq=False)
class Failure(Exception):
    """`fault` says what to change: another key, another model, or the request itself. `said` is the provider's sentence, not yet without keys."""

    kind: Kind
    said: str
    fault: Literal["key", "model", "request"] = "key"
    retry_after: float | None = None
    status: int | None = None


def silence(seconds: float) -> Failure:
    """Nothing came for so long."""
    return Failure("timeout", f"nothing came for {seconds:g} seconds")


def cut(said: str) -> Failure:
    """The stream ended without its end."""
    return Failure("unreachable", said)


def read_failure(error: BaseException) -> Failure:
    """By the HTTP status where there is one, and by the words where the status means several things."""
    said = provider_words(str(error))
    status = _status(error)
    headers = getattr(error, "litellm_response_headers", None) or getattr(getattr(error, "response", None), "headers", None) or {}
    wait = _retry_after(headers.get("retry-after"), said)
    client_side = status is None or 400 <= status < 500
    if status == 402 or client_side and (EMPTY.search(said) or QUOTA.search(said) and not PASSING.search(said)):
        return Failure("quota", said, status=status)
    if status == 401 or client_side and BAD_KEY.search(said):
        return Failure("bad_key", said, status=status)
    if status == 429:
        return Failure("rate", said, retry_after=wait, status=status)
    if status == 408 or isinstance(error, TimeoutError) or "Timeout" in type(error).__name__ or "Timeout on reading" in said:
        return Failure("timeout", said, retry_after=wait, status=status)
    if status == 403:
        return Failure("refused", said, retry_after=wait, status=status)
    if status == 404:
        return Failure("refused", said, "model", status=status)
    if status is not None and 400 <= status < 500:
        return Failure("refused", said, "model" if TOO_LONG.search(said) else "request", status=status)
    return Failure("unreachable", said, "model" if LOST_ITSELF.search(said) else "key", retry_after=wait, status=status)


def provider_words(text: str) -> str:
    """The provider's own sentence, without what the library wrote round it, in one line of a few hundred characters."""
    plain = " ".join(OBJECT.sub("", WRAPPING.sub("", TAIL.sub("", text))).split())
    return plain if len(plain) <= LONGEST else plain[:LONGEST] + " …"


def _status(error: BaseException) -> int | None:
    """The HTTP status; the 500 that litellm gives to a connection that broke is none."""
    status = getattr(error, "status_code", None)
    if type(error).__name__ == "APIConnectionError" or not isinstance(status, int):
        return None
    return status


def _retry_after(header: object, said: str) -> float | None:
    """Seconds, from the header where it is a number, else from the words."""
    try:
        return max(0.0, float(str(header))) if header is not None else _said_wait(said)
    except ValueError:
        return _said_wait(said)


def _said_wait(said: str) -> float | None:
    found = RETRY_IN.search(said)
    return float(found[1] or found[2]) if found else None
