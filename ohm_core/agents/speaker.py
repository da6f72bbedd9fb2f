"""Which engine answers: a language model where one was chosen or a key is there, else the built-in one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ohm_core.agents.builtin import Builtin
from ohm_core.agents.modelled import Modelled
from ohm_core.agents.roles import Role
from ohm_core.agents.turn import Engine, Eyes, Limits, Moves, Turn
from ohm_core.errors import BadInput, OhmError
from ohm_core.store import settings, threads
from ohm_core.store.rows import Project

if TYPE_CHECKING:
    from ohm_core.llm.gateway import Gateway
    from ohm_core.project.shelf import Shelf

BUILTIN = "builtin"
MODEL_OF = "model."  # a setting's name before the agent's type: the model that agent speaks with
LIMIT_NAMES = {"steps": int, "turn_s": float, "tokens": int, "cost_usd": float, "ask_s": float}


class Refusing:
    """An engine that could not be had; the turn ends with why."""

    name = "refusing"

    def __init__(self, error: OhmError) -> None:
        self.error = error

    def answer(self, turn: Turn) -> Moves:
        raise self.error
        yield


class Speakers:
    """The engines of one process. The gateway is made when it is first asked for; litellm loads only where a key is there."""

    def __init__(self, gateway: Gateway | None = None) -> None:
        self._gateway = gateway

    @property
    def gateway(self) -> Gateway:
        if self._gateway is None:
            from ohm_core.llm.gateway import Gateway

            self._gateway = Gateway()
        return self._gateway

    def engine(self, shelf: Shelf, project: Project, role: Role, asked: str = "", looks: bool = False) -> Engine:
        """Who answers as ROLE. ASKED is the model chosen for this message ("builtin" for none); LOOKS where it brings photos."""
        name = self.model(shelf, project, role, asked, looks)
        return Builtin() if name == BUILTIN else Modelled(self.gateway, name, Builtin())

    def model(self, shelf: Shelf, project: Project, role: Role, asked: str = "", looks: bool = False) -> str:
        """The model's name: for this message, else the conversation's, else the agent's of the settings, else the first that has a key; "builtin" for none."""
        if asked == BUILTIN or not self.gateway.ready():
            return BUILTIN
        chosen = asked or _of_thread(shelf, project) or str(settings.read(shelf.db, shelf.owner).get(MODEL_OF + role.type) or "")
        return chosen or self.fitting(looks or role.level == "vision") or BUILTIN

    def eyes(self, engine: Engine | None = None) -> Eyes | None:
        """The model that looks at pictures for tools: the one that answers where it can, else one of the same provider; without an ENGINE
        (another program's call) the default one. None where none can, or no model is wanted."""
        from ohm_core.llm.models import sees

        if engine is not None and not isinstance(engine, Modelled):
            return None
        if engine is None and not self.gateway.ready():
            return None
        models = engine.models if engine else self.gateway
        spoken = engine.model if engine else ""
        name = spoken if spoken and sees(spoken) else self.fitting(True) if models is self._gateway else ""
        return Eyes(models, name) if name and sees(name) else None

    def fitting(self, looks: bool = False) -> str:
        """The default model, or where it LOOKS at pictures and that one cannot, one of the same provider that can."""
        from ohm_core.llm.models import facts, models, provider_of

        default = self.gateway.default_model()
        known = facts(default)
        if looks and known is not None and known.vision is False:
            return next((m.id for m in models() if m.provider == provider_of(default) and m.vision), default)
        return default


def _of_thread(shelf: Shelf, project: Project) -> str:
    try:
        return threads.get(shelf.db, shelf.owner, project, project.thread_id).model
    except BadInput:  # a conversation that was deleted meanwhile
        return ""


def limits_of(shelf: Shelf, base: Limits) -> Limits:
    """The limits of a turn as the owner's settings have them ("limit.steps", "limit.cost_usd" …), BASE where they say nothing."""
    said: Mapping[str, Any] = settings.read(shelf.db, shelf.owner)
    given = {name: kind(said[f"limit.{name}"]) for name, kind in LIMIT_NAMES.items() if said.get(f"limit.{name}") is not None}
    return replace(base, **given)


def set_model(shelf: Shelf, agent: str, model: str) -> None:
    """Keeps the model an agent speaks with; "" for the default one."""
    settings.put(shelf.db, shelf.owner, MODEL_OF + agent, model or None)


def set_limit(shelf: Shelf, name: str, value: float | None) -> None:
    """Keeps a limit of turns; None for none of one's own. Raises BadInput for one there is not, or below the least that makes sense."""
    if name not in LIMIT_NAMES:
        raise BadInput(f"There is no limit '{name[:40]}'; there are {', '.join(LIMIT_NAMES)}.", "limit")
    if value is not None and not 0 < value < 1e9:
        raise BadInput(f"The limit of {name} must be above 0.", name)
    settings.put(shelf.db, shelf.owner, f"limit.{name}", value)
