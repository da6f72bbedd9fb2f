"""Wiring: all connections at once, one wire more or less, signals put on board pins."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

from ohm_core.agents.making import proposed, working
from ohm_core.agents.toolbox import Arguments, tool
from ohm_core.agents.tools.bills import Lines
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.project.proposed.parts import assigned
from ohm_core.project.proposed.proposal import Proposal
from ohm_core.project.proposed.wires import joined_to, parted, with_wires
from ohm_core.project.proposed.words import unchecked

PIN = "REFERENCE.PIN, like U1.GPIO13"


class Connection(BaseModel):
    """One wire. Fields that models add besides are no error."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)

    from_: str = Field(alias="from", min_length=1, max_length=120, description=PIN)
    to: str = Field(min_length=1, max_length=120, description=PIN)
    color: str | None = Field(None, max_length=40, description="Not needed: every net has a colour of its own")
    note: str | None = Field(None, max_length=500)


class Wiring(Arguments):
    connections: list[Connection] = Field(min_length=1, max_length=400, description="Every wire of the circuit")
    instructions: str | list[str] = Field("", description="Not needed: the build steps are computed from the layout")
    warnings: Lines = Field(default_factory=list, max_length=40)


class Wire(Arguments):
    from_: str = Field(alias="from", min_length=1, max_length=120, description=PIN)
    to: str = Field(min_length=1, max_length=120, description=PIN)


class Cut(Arguments):
    from_: str = Field(alias="from", min_length=1, max_length=120, description=PIN)
    to: str = Field("", max_length=120, description=f"{PIN}; empty for every wire of the first pin")


class Pins(Arguments):
    pins: Mapping[str, str] = Field(min_length=1, max_length=60, description='Pin of a part → pin of the board, like {"LED1.A": "GPIO13"}')


@tool(writes=True, drawer="wiring")
def update_wiring(turn: Turn, arguments: Wiring) -> Outcome:
    """Makes the wires of the design these and no others. Pins may be written in any usual way. Wiring that breaks a rule is kept as a
    draft with its findings, so that you can mend it."""
    return put_wires(turn, arguments, [(c.from_, c.to) for c in arguments.connections])


def put_wires(turn: Turn, arguments: Wiring, wires: list[tuple[str, str]]) -> Outcome:
    """These wires worked into the project's design and kept."""
    made = with_wires(working(turn), wires)
    return proposed(turn, Proposal(unchecked(made.design, "wiring", arguments.warnings), made.done, made.flags, made.notes))


@tool(writes=True, drawer="wiring")
def connect(turn: Turn, arguments: Wire) -> Outcome:
    """Joins two pins with a wire."""
    return proposed(turn, joined_to(working(turn), arguments.from_, arguments.to))


@tool(writes=True, drawer="wiring")
def disconnect(turn: Turn, arguments: Cut) -> Outcome:
    """Takes the wire between two pins away, or every wire of one pin."""
    return proposed(turn, parted(working(turn), arguments.from_, arguments.to))


@tool(writes=True, drawer="wiring")
def assign_pins(turn: Turn, arguments: Pins) -> Outcome:
    """Puts signals on these pins of the board; everything else stays where it can. What a person fixed is not moved."""
    return proposed(turn, assigned(working(turn), arguments.pins))
