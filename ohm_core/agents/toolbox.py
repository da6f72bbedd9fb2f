"""What a tool is: a function with a pydantic model of its arguments."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from ohm_core.agents.turn import Outcome, Turn


class Arguments(BaseModel):
    """Arguments of a tool; unknown ones are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@dataclass(frozen=True)
class Tool:
    """A named function over a turn and its arguments."""

    name: str
    description: str
    arguments: type[Arguments]
    run: Callable[[Turn, Any], Outcome]
    pure: bool = False  # changes nothing and shows nothing: may run beside others

    def schema(self) -> dict[str, Any]:
        """The tool as models are told of it (JSON Schema of its arguments)."""
        return {"name": self.name, "description": self.description, "parameters": self.arguments.model_json_schema()}
