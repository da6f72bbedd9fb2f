"""What an answer took: as the provider counted it, or estimated from its length; and what that costs."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ohm_core.llm.models import facts
from ohm_core.llm.values import Request, Usage

# OpenAI's rule of thumb for English: "1 token ~= 4 characters", help.openai.com, "What are tokens and how to count them?"
CHARACTERS_A_TOKEN = 4
# What a picture of ordinary size takes, order of magnitude: OpenAI counts 765 tokens for 1024 x 1024 in detail, platform.openai.com, "Images and vision".
TOKENS_A_PICTURE = 765

Price = Callable[[str, Any], "float | None"]


def characters_of(request: Request) -> int:
    """Characters a request holds: messages, asks and the tools' schemas."""
    told = sum(len(m.text) + sum(len(a.name) + len(a.arguments) for a in m.asks) for m in request.messages)
    return told + sum(len(json.dumps(dict(t), default=str)) for t in request.tools)


def tokens(characters: int) -> int:
    """About so many tokens."""
    return -(-characters // CHARACTERS_A_TOKEN)


@dataclass
class Attempt:
    """One stream of possibly several that made the answer. `usage` is the provider's own count, when it came."""

    model: str
    prompt: int
    before: int
    completion: int = 0
    usage: Any = None

    def close(self, said: list[str], asked: int) -> None:
        """What it said, in tokens by its length, for the case that the provider counts nothing."""
        self.completion = tokens(sum(map(len, said)) - self.before + asked)


class Tally:
    """All attempts of one answer. `price`: (model, provider's usage) → US dollars or None, litellm's own reckoning."""

    def __init__(self, price: Price) -> None:
        self.price = price
        self.characters = 0
        self._attempts: list[Attempt] = []

    def attempt(self, model: str, request: Request, said: str) -> Attempt:
        """A further stream is asked for."""
        pictures = sum(len(m.pictures) for m in request.messages)
        self._attempts.append(Attempt(model, tokens(characters_of(request) + len(said)) + pictures * TOKENS_A_PICTURE, len(said)))
        return self._attempts[-1]

    def usage(self) -> Usage | None:
        """The sum, named after the model that spoke last; attempts that were refused before a word are left out. None where nothing was asked."""
        spoke = [a for a in self._attempts if a.usage is not None or a.completion] or self._attempts[-1:]
        if not spoke:
            return None
        costs = [self._cost(a) for a in spoke]
        return Usage(
            spoke[-1].model,
            sum(a.usage.prompt_tokens or 0 if a.usage is not None else a.prompt for a in spoke),
            sum(a.usage.completion_tokens or 0 if a.usage is not None else a.completion for a in spoke),
            None if None in costs else sum(c for c in costs if c is not None),
            all(a.usage is not None for a in spoke),
        )

    def _cost(self, attempt: Attempt) -> float | None:
        if attempt.usage is not None:
            priced = self.price(attempt.model, attempt.usage)
            if priced is not None:
                return priced
        known = facts(attempt.model)
        if known is None:
            return None
        counted = attempt.usage
        return known.cost_usd(counted.prompt_tokens or 0, counted.completion_tokens or 0) if counted is not None else known.cost_usd(attempt.prompt, attempt.completion)
