"""What is said to a language model, and what comes back piece by piece. Values only; who asks whom is `gateway.py`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, runtime_checkable


@dataclass(frozen=True)
class Picture:
    """An image handed to a model as part of a message: bytes, never a path."""

    media_type: str
    data: bytes


@dataclass(frozen=True)
class ToolAsk:
    """A tool the model wants called; `arguments` is the JSON text as it came, which may be malformed."""

    id: str
    name: str
    arguments: str


@dataclass(frozen=True)
class Said:
    """One message. `role` is system, user, assistant or tool; an assistant's may carry asks, a tool's answers the ask `answers`."""

    role: Literal["system", "user", "assistant", "tool"]
    text: str
    pictures: tuple[Picture, ...] = ()
    asks: tuple[ToolAsk, ...] = ()
    answers: str = ""


@dataclass(frozen=True)
class Request:
    """One question to a model. `tools` are {"name", "description", "parameters"} with a JSON Schema."""

    model: str
    messages: tuple[Said, ...]
    tools: tuple[Mapping[str, Any], ...] = ()
    max_tokens: int = 4096
    temperature: float = 0.3


@dataclass(frozen=True)
class Piece:
    """Some text of the answer."""

    text: str


@dataclass(frozen=True)
class Rotation:
    """The gateway went on with another key; keys are told by their index, never by their text. With none left `kind` is
    all_keys_exhausted and `new` is None; `what_to_do` is one sentence for the person."""

    kind: Literal["key_rotated", "all_keys_exhausted"]
    failed: int
    new: int | None
    remaining: int
    what_to_do: str = ""


@dataclass(frozen=True)
class Usage:
    """What an answer took, as the provider counted it (`counted` False: estimated here). `cost_usd` None where no price is known."""

    model: str
    prompt_tokens: int
    completion_tokens: int
    cost_usd: float | None
    counted: bool = True


@dataclass(frozen=True)
class End:
    """Why the answer ended: `broken` when the stream was cut and could not be continued, `length` at the token limit."""

    reason: Literal["stop", "tools", "length", "broken"]
    error: str = ""


Coming = Piece | ToolAsk | Rotation | Usage | End


class Models(Protocol):
    """Something that streams answers: the gateway, or the scripted double."""

    def stream(self, request: Request, stopped: Callable[[], bool]) -> Iterator[Coming]:
        """Pieces as they come, whole tool asks, at last Usage (where known) and one End. Ends within a second once `stopped()`.

        Raises ProviderDown (kinds: no_key, bad_key, quota, rate, timeout, unreachable, refused) before the first piece,
        BadInput for an unknown model.
        """
        ...


@dataclass(frozen=True)
class Embedded:
    """Vectors by text, of those texts that were given one in time, and what they took."""

    vectors: Mapping[str, Sequence[float]]
    used: tuple[Usage, ...] = ()


@runtime_checkable
class Embeds(Protocol):
    """Something that can also turn texts into vectors: the gateway."""

    def embedding_model(self, answering: str) -> str:
        """The model for vectors beside the model that answers; "" where there is none."""
        ...

    def embed(self, model: str, texts: Sequence[str], stopped: Callable[[], bool]) -> Embedded:
        """What comes in time; nothing where the provider fails, which is logged and never raised."""
        ...
