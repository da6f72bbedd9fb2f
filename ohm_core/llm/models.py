"""Which language models there are to choose from, and who serves them: facts of models.toml, each with its source. No key and no network."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from ohm_core.errors import BadInput


@dataclass(frozen=True)
class Provider:
    """Who serves models. `litellm` is its prefix there, `keys` variables with one key each, `address` the variable that says where,
    `needs` variables that litellm reads itself, `own` an address of one's own choice, `embedding` its model for vectors of texts."""

    id: str
    name: str
    litellm: str
    keys: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    address: str = ""
    needs: tuple[str, ...] = ()
    own: bool = False
    default: str = ""
    embedding: str = ""

    @property
    def variables(self) -> tuple[str, ...]:
        """Variables that may hold several keys, parted by commas."""
        return tuple(f"OHM_KEYS_{name.upper().replace('-', '_')}" for name in (self.id, *self.also))

    @property
    def remedy(self) -> str:
        """What a person sets to have it."""
        if self.address:
            return f"set {self.address} to its address"
        if self.needs:
            return "set " + ", ".join(self.needs)
        return f"set {self.keys[0]}, or {self.variables[0]} for several keys"


@dataclass(frozen=True)
class ModelFacts:
    """What is known of a model; None where nobody states it. Prices are US dollars for a million tokens."""

    id: str
    name: str
    provider: str
    context_tokens: int | None
    output_tokens: int | None
    input_usd: float | None
    output_usd: float | None
    dearer_above_tokens: int | None
    vision: bool | None
    tools: bool | None
    source: str
    page: str
    read: date | None

    def cost_usd(self, prompt_tokens: int, completion_tokens: int) -> float | None:
        """What so many tokens cost at the listed price; None where none is listed, or where longer requests cost more."""
        if self.input_usd is None or self.output_usd is None or prompt_tokens > (self.dearer_above_tokens or prompt_tokens):
            return None
        return (prompt_tokens * self.input_usd + completion_tokens * self.output_usd) / 1e6


@cache
def _table() -> tuple[tuple[Provider, ...], tuple[ModelFacts, ...]]:
    data = tomllib.loads((files("ohm_core.llm") / "models.toml").read_text(encoding="utf-8"))
    providers = tuple(
        Provider(p["id"], p["name"], p.get("litellm", p["id"]), tuple(p.get("keys", ())), tuple(p.get("also", ())), p.get("address", ""), tuple(p.get("needs", ())), p.get("own", False), p.get("default", ""),
                 p.get("embedding", ""))
        for p in data["provider"]
    )
    facts = data["facts"]
    models = tuple(
        ModelFacts(
            m["id"], m["name"], m["id"].partition("/")[0], m.get("context_tokens"), m.get("output_tokens"), m.get("input_usd"), m.get("output_usd"), m.get("dearer_above_tokens"), m.get("vision"), m.get("tools"),
            facts["map"] if m["source"] == "map" else "", m.get("page", ""), facts["read"] if m["source"] == "map" else None,
        )
        for m in data["model"]
    )
    return providers, models


def providers() -> tuple[Provider, ...]:
    """Those of models.toml, in the order in which a default is looked for."""
    return _table()[0]


def models() -> tuple[ModelFacts, ...]:
    """Those of models.toml."""
    return _table()[1]


def provider(id: str) -> Provider:
    """The provider of that id; one that models.toml does not name is taken as litellm's, with the key in <ID>_API_KEY."""
    found = next((p for p in providers() if id in (p.id, *p.also, p.litellm)), None)
    return found or Provider(id, id, id, (f"{id.upper().replace('-', '_')}_API_KEY",))


def provider_of(model: str) -> str:
    """The id of the provider a model's name begins with, or of the listed model of that name; "" for a bare name nobody lists."""
    head, slash, _ = model.partition("/")
    if slash:
        return provider(head).id
    return next((m.provider for m in models() if m.id.partition("/")[2] == model), "")


def canonical(model: str) -> str:
    """The full name of a listed model given by its bare name, or by another name of its provider; any other name as it is."""
    head, slash, rest = model.partition("/")
    full = f"{provider(head).id}/{rest}" if slash else model
    known = facts(full)
    return known.id if known else full


def facts(model: str) -> ModelFacts | None:
    """What models.toml says of a model, by its full or its bare name."""
    return next((m for m in models() if model in (m.id, m.id.partition("/")[2])), None)


def sees(model: str) -> bool:
    """False where it is known that a model cannot look at pictures; one that nobody lists is tried."""
    known = facts(model)
    return known is None or known.vision is not False


def litellm_name(model: str, served_by: Provider) -> str:
    """The name under which litellm knows it."""
    return f"{served_by.litellm}/{model.partition('/')[2] or model}"


def unknown(model: str, choices: Iterable[str] = ()) -> BadInput:
    """The error for a model nobody knows, with the nearest names."""
    names = list(dict.fromkeys([*(m.id for m in models()), *choices]))
    near = difflib.get_close_matches(model, names, 3, 0.4)
    hint = f" The nearest are {', '.join(near)}." if near else ""
    return BadInput(f"No provider knows a model called {model[:100]!r}; a name has the form provider/model.{hint}", where="model")
