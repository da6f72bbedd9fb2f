"""Asking a model who should answer, where the router is in doubt: one word within 800 ms, or the message goes to the general role."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from ohm_core.agents.intent import INTENTS
from ohm_core.agents.prompting import prompt_of
from ohm_core.agents.roles import by_intent, role
from ohm_core.agents.router import Route, route
from ohm_core.agents.signs import fold, kind_of
from ohm_core.errors import OhmError
from ohm_core.llm.values import End, Models, Piece, Request, Said, Usage
from ohm_core.store import verdicts
from ohm_core.store.database import Database

ROLE = "orchestrator"
SECONDS = 0.8
MOST = 4_000  # characters of a message that the model is shown
log = logging.getLogger("ohm.agents")


@dataclass
class _Heard:
    """What has come of the answer; `whole` when it ended as it should."""

    text: str = ""
    whole: bool = False
    usage: list[Usage] = field(default_factory=list)


def consult(text: str, models: Models | None, model: str, db: Database, owner: str, *, first: bool = False, chosen: str = "",
            attached: Sequence[str] = (), used: Callable[[Usage], None] = lambda _: None, seconds: float = SECONDS) -> Route:
    """Who answers TEXT: the router's verdict where it is sure, no model is there, or the agent is settled (first message, chosen).

    Else the verdict kept for this text, or MODEL's, which is then kept. A time-out, an error and any other word lead to the general
    role and are not kept. `used` is told what the question took. Raises BadInput for a chosen role that does not exist.
    """
    began = time.perf_counter()
    built = route(text, first=first, chosen=chosen, attached=attached)
    if models is None or not built.doubtful:
        return built
    key = " ".join([fold(text, whole=True), *sorted(f"+{kind_of(a)}" for a in attached)])
    intent = verdicts.kept(db, owner, key)
    if not intent and (intent := asked(text, models, model, attached, used, seconds)):
        intent = verdicts.keep(db, owner, key, intent, model)
    took = (time.perf_counter() - began) * 1000
    if not intent:
        return replace(built, intent="CHAT", agent=by_intent("CHAT"), milliseconds=took)
    return Route(intent, by_intent(intent), 1.0, took, by="model")


def asked(text: str, models: Models, model: str, attached: Sequence[str] = (), used: Callable[[Usage], None] = lambda _: None, seconds: float = SECONDS) -> str:
    """The intent MODEL names; "" where it names none, fails, or has not ended after so many SECONDS. Raises nothing."""
    heard, over = _Heard(), threading.Event()
    files = f"\n\n[files sent along: {', '.join(kind_of(a) for a in attached)}]" if attached else ""
    request = Request(model, (Said("system", prompt_of(ROLE)), Said("user", text[:MOST] + files)), (), role(ROLE).max_tokens, role(ROLE).temperature)
    thread = threading.Thread(target=_listen, args=(models, request, heard, over), name="consult", daemon=True)
    thread.start()
    thread.join(seconds)
    in_time = not thread.is_alive()
    over.set()
    for usage in tuple(heard.usage):
        used(usage)
    if not in_time:
        log.warning("%s did not say within %.1f s who should answer", model, seconds)
    return _word(heard.text) if in_time and heard.whole else ""


def _listen(models: Models, request: Request, heard: _Heard, over: threading.Event) -> None:
    try:
        for coming in models.stream(request, over.is_set):
            match coming:
                case Piece(text):
                    heard.text += text
                case Usage():
                    heard.usage.append(coming)
                case End(reason):
                    heard.whole = reason == "stop" and not over.is_set()
    except OhmError as error:
        log.warning("%s could not say who should answer: %s", request.model, error.message)
    except Exception:  # the border of a thread: logged with its trace, the message goes to the general role
        log.exception("asking %s who should answer failed", request.model)


def _word(answer: str) -> str:
    """The intent an answer is, and nothing else beside marks around it."""
    word = answer.strip(" \t\r\n.,:;!?*`'\"“”()[]").upper()
    return word if word in INTENTS else ""
