"""The engine that lets a language model propose: it streams the model's words, runs what the model asks for, and hands the
results back until the model has nothing more to ask. What a call does is decided by the tools, never here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ohm_core.agents import sent
from ohm_core.agents.containers import Containers
from ohm_core.agents.events import KeyRotation
from ohm_core.agents.knowing import looked_up, meaning_of, needed
from ohm_core.agents.prompting import conversation
from ohm_core.agents.toolset import of as toolset_of
from ohm_core.agents.turn import Call, Engine, Move, Moves, Outcome, Say, Tell, Together, Turn, Used
from ohm_core.errors import LimitReached, ProviderDown
from ohm_core.llm.models import sees
from ohm_core.llm.values import End, Models, Piece, Request, Rotation, Said, ToolAsk, Usage

RESULT_LIMIT = 12_000  # characters of a tool's result that go back to the model
WRITTEN = "What came of the artifacts in your text (use the tools instead of writing them):\n"
CONTINUE = "The stream broke off; press retry to have it answered again."


@dataclass
class _Reply:
    """One answer of the model while it comes."""

    text: str = ""
    asks: tuple[ToolAsk, ...] = ()
    written: tuple[Call, ...] = ()
    end: End | None = None

    def take(self, moves: Iterable[Say | Call]) -> Iterator[Say]:
        """Passes words on; artifacts written among them are kept to be called."""
        for move in moves:
            if isinstance(move, Say):
                yield move
            else:
                self.written += (move,)


class Modelled:
    """Answers with the model named `model`; where no provider answers at all, FALLBACK does, and that is said."""

    name = "model"

    def __init__(self, models: Models, model: str, fallback: Engine) -> None:
        self.models, self.model, self.fallback = models, model, fallback

    def answer(self, turn: Turn) -> Moves:
        try:
            yield from self._talk(turn)
        except _Unreached as reason:
            yield Say(f"*{reason.sentence} The built-in engine answers instead.*\n\n")
            yield from self.fallback.answer(turn)

    def _talk(self, turn: Turn) -> Moves:
        found = looked_up(turn, meaning_of(turn, self.models, self.model)) if needed(turn) else ""
        sight = sees(self.model)
        if not sight and (unseen := sent.unseen(turn, self.model)):
            yield Say(f"*{unseen}*\n\n")
        request = Request(self.model, conversation(turn, found, sight), toolset_of(turn).schemas(), turn.role.max_tokens, turn.role.temperature)
        begun = False
        while True:
            reply = _Reply()
            try:
                yield from self._moves(request, turn, reply)
            except ProviderDown as error:
                if begun or reply.text:
                    raise
                if error.kind == "refused" and any(m.pictures for m in request.messages):  # a model nobody lists: its pictures may be what it refused
                    yield Say(f"*{sent.unseen(turn, self.model) or 'The model takes no pictures.'}*\n\n")
                    request = replace(request, messages=conversation(turn, found, sees=False))
                    continue
                raise _Unreached(error) from error
            begun = True
            if reply.end and reply.end.reason == "broken":
                raise ProviderDown(reply.end.error or CONTINUE, kind="broken")
            if not (reply.asks or reply.written) or turn.stopped():
                if reply.end and reply.end.reason == "length":
                    raise LimitReached(f"The answer reached the limit of {turn.role.max_tokens:,} tokens.", kind="tokens")
                return
            outcome = yield Together((*(call_of(a) for a in reply.asks), *reply.written))
            results: tuple[Outcome, ...] = outcome.value if outcome else ()
            told = [Said("tool", result_text(o), answers=a.id) for a, o in zip(reply.asks, results, strict=False)]
            if reply.written:
                told.append(Said("user", WRITTEN + "\n".join(f"{c.tool}: {result_text(o)}" for c, o in zip(reply.written, results[len(reply.asks):], strict=True))))
            request = replace(request, messages=(*request.messages, Said("assistant", reply.text, asks=reply.asks), *told))

    def _moves(self, request: Request, turn: Turn, reply: _Reply) -> Iterator[Move]:
        """The moves of one reply; what it amounts to is gathered in REPLY."""
        containers = Containers()
        for coming in self.models.stream(request, lambda: turn.stopped() or turn.late()):
            match coming:
                case Piece(text):
                    reply.text += text
                    yield from reply.take(containers.feed(text))
                case ToolAsk():
                    reply.asks += (coming,)
                case Rotation(kind, failed, new, remaining, advice):
                    yield Tell(KeyRotation(kind, failed, new, remaining, advice))
                case Usage(model, prompt, completion, cost, counted):
                    yield Used(model, prompt, completion, cost, counted)
                case End():
                    reply.end = coming
        yield from reply.take(containers.end())


class _Unreached(Exception):
    """No provider gave a first piece."""

    def __init__(self, error: ProviderDown) -> None:
        super().__init__(error.message)
        self.sentence = error.message


def call_of(ask: ToolAsk) -> Call:
    """What the model asked for, with its arguments read; anything that is no JSON object is kept as it came."""
    try:
        arguments = json.loads(ask.arguments or "{}")
    except (ValueError, RecursionError):
        arguments = None
    return Call(ask.name, arguments) if isinstance(arguments, dict) else Call(ask.name, {}, unreadable=ask.arguments or "nothing")


def result_text(outcome: Outcome) -> str:
    """A tool's outcome as the model reads it: whether it worked, what came of it, and what to mind."""
    text = outcome.summary if len(outcome.summary) <= RESULT_LIMIT else outcome.summary[:RESULT_LIMIT] + f" … (cut; {len(outcome.summary):,} characters in all)"
    return "\n".join([("" if outcome.ok else "Error: ") + text, *(f"Note: {n}" for n in outcome.notes)])
