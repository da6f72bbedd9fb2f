"""What a tool is: a typed function over a turn and a pydantic model of its arguments. Schema, checks and documentation come from it."""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from ohm_core.agents.turn import Outcome, Turn
from ohm_core.errors import ModelMistake

Lasting = Literal["", "catalogue", "version"]


class Arguments(BaseModel):
    """Arguments of a tool; unknown ones are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class NoArguments(Arguments):
    """Nothing to say."""


@lru_cache(maxsize=512)
def schema_of(arguments: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of an argument model; made once, since it takes milliseconds. Not to be changed by who gets it."""
    return arguments.model_json_schema()


@cache
def _schema(arguments: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of a model; made once, for it takes a millisecond and every turn wants some thirty. Nobody changes it."""
    return arguments.model_json_schema()


@dataclass(frozen=True)
class Tool:
    """A named function over a turn and its arguments.

    `pure`: changes nothing and shows nothing, so it may run beside others. `writes`: changes the project, so a locked one refuses it.
    `drawer` opens when it is called. `lasting`: its result holds as long as the catalogue, or the project's version, is the same.
    `slow`: tells what it has so far as step events. `feature` is the flag that switches it; `source` who brought it: "ohm", a part or
    a server's name. `parameters` is the schema of one whose arguments are checked elsewhere.
    """

    name: str
    description: str
    arguments: type[BaseModel]
    run: Callable[[Turn, Any], Outcome]
    pure: bool = False
    writes: bool = False
    drawer: str = ""
    lasting: Lasting = ""
    slow: bool = False
    feature: str = ""
    source: str = "ohm"
    parameters: Mapping[str, Any] | None = None

    def schema(self) -> dict[str, Any]:
        """The tool as models are told of it (JSON Schema of its arguments)."""
        return {"name": self.name, "description": self.description, "parameters": dict(self.parameters) if self.parameters is not None else schema_of(self.arguments)}

    def checked(self, arguments: Mapping[str, Any]) -> BaseModel:
        """The arguments as a value. Raises ModelMistake that names the first few fields which are wrong."""
        try:
            return self.arguments.model_validate(dict(arguments))
        except ValidationError as error:
            told = [f"{'.'.join(map(str, e['loc'])) or 'arguments'}: {e['msg'].lower()}" for e in error.errors()[:4]]
            raise ModelMistake(f"{self.name}: {'; '.join(told)}.", self.name, "bad_arguments") from None


def tool(*, pure: bool = False, writes: bool = False, drawer: str = "", lasting: Lasting = "", slow: bool = False, feature: str = "") -> Callable[[Callable[[Turn, Any], Outcome]], Tool]:
    """Makes a tool of a function `(turn, arguments)`: its name, its docstring's words for models, its argument model from the annotation."""
    def made(function: Callable[[Turn, Any], Outcome]) -> Tool:
        model = typing.get_type_hints(function)["arguments"]
        return Tool(function.__name__, " ".join((function.__doc__ or "").split()), model, function, pure, writes, drawer, lasting, slow, feature)

    return made
