"""What requests may say, as pydantic models: they check the bodies, and the OpenAPI description is made from them."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request

from ohm_core.errors import BadInput
from ohm_core.server.http import json_body

Model = TypeVar("Model", bound="Body")
Circuit = Annotated[dict[str, Any], Field(description="An ohm-design/1 or a Wokwi diagram, as JSON")]


class Body(BaseModel):
    """A request's body; fields that nobody knows are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Own(Body):
    part: str = Field(min_length=1, max_length=120)
    quantity: int = Field(1, ge=1, le=10_000)


class DesignBody(Body):
    """Words that become a design."""

    text: str = Field(min_length=1, max_length=10_000)
    board: str = Field("", max_length=80)
    budget: str | None = Field(None, max_length=20, description="The most it may cost, as a decimal number")
    currency: str = "USD"
    own: tuple[Own, ...] = Field((), max_length=500, description="Parts that are there already")
    lock: tuple[str, ...] = Field((), max_length=200, description="Fixed pins, each like U1.GPIO13=LED1.A")


class CheckBody(Body):
    """A circuit, and firmware to hold against it."""

    circuit: Circuit
    sketch: dict[str, str] = Field(default_factory=dict, description="File name → source")
    repairs: bool = Field(False, description="Also changes of one step that mend each finding")


class LayoutBody(Body):
    circuit: Circuit
    boardSize: Literal["", "mini", "half", "full"] = ""


class BudgetBody(Body):
    circuit: Circuit
    target: str | None = Field(None, max_length=20)


class ExportBody(Body):
    circuit: Circuit
    to: str = Field(max_length=40, description="One of the formats of `ohm export`")


class ChatBody(Body):
    """A message of a conversation."""

    message: str | None
    chatId: str | None = Field(None, description="The project; a new one is made where it is left out")
    agent: str | None = None
    model: str | None = None
    threadId: str | None = None
    attachments: tuple[str, ...] = Field((), max_length=8, description="Ids of files that were sent to the project")


class RunBody(Body):
    """The whole prototype, step by step."""

    text: str = ""
    chatId: str | None = None


class ThreadBody(Body):
    title: str | None = None


class ThreadEnd(Body):
    id: str
    clear: bool = False


class DraftBody(Body):
    """A snapshot of what is edited: all of it."""

    version: int = Field(ge=1, description="Above the number of the snapshot that stands")
    content: str | dict[str, Any] = Field(description="Text; for bom and wiring the object of update_bom or update_wiring")
    by: str = Field("", max_length=60, description="Who edits, as others shall see it")


class DraftEnd(Body):
    version: int = Field(ge=1, description="The number of the newest snapshot")


class RuleBody(Body):
    """What a role may do with a tool."""

    tool: str = Field(min_length=1, max_length=80, description="A tool's name, or * for every tool")
    role: str = Field("", max_length=40, description="An agent's type; empty for every agent")
    verdict: Literal["allow", "ask", "deny"] | None = Field(description="null takes the rule away")


class FeatureBody(Body):
    feature: str = Field(max_length=40)
    on: bool


class WordsBody(Body):
    """The project's own words for a tool."""

    tool: str = Field(min_length=1, max_length=80)
    text: str | None = Field(max_length=2_000, description="null gives the tool its own description again")


class WordBody(Body):
    """The person's word on what an agent asks."""

    grant: bool
    always: bool = Field(False, description="Also for the next times: allows or denies the tool to this agent")


class ServerBody(Body):
    """An MCP server."""

    name: str = Field(max_length=20)
    address: str = Field(max_length=1_000, description="An http(s) address; at the machine itself also a command line")
    environment: tuple[str, ...] = Field((), max_length=10, description="Names of variables it may have, never values; only at the machine itself")


class SwitchBody(Body):
    on: bool


class UiChatBody(BaseModel):
    """What the AI SDK's transport sends; fields of its own are let through."""

    model_config = ConfigDict(extra="allow")
    id: str
    messages: list[dict[str, Any]]
    trigger: Literal["submit-message", "regenerate-message"] = "submit-message"
    agent: str | None = None
    model: str | None = None


async def read(request: Request, model: type[Model]) -> Model:
    """The body as MODEL. Raises BadInput that names the first field which is wrong."""
    try:
        return model.model_validate(await json_body(request))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise BadInput(f"\"{where}\": {first['msg'].lower()}.", where) from None
