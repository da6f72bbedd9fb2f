"""Bills of materials: what a model lists becomes parts of the design."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from ohm_core.agents.making import proposed
from ohm_core.agents.toolbox import Arguments, tool
from ohm_core.agents.turn import Outcome, Turn
from ohm_core.catalogue.catalogue import load
from ohm_core.project.proposed.bill import BillLine, with_bill
from ohm_core.project.proposed.keep import base
from ohm_core.project.proposed.proposal import Proposal
from ohm_core.project.proposed.words import unchecked
from ohm_core.project.prototype import Prototype
from ohm_core.project.shelf import budget_of

CLAIMS = {"voltage": "voltage", "current": "current", "estimatedCost": "price", "supplier": "supplier", "link": "link", "notes": "notes"}
OFF = Decimal("0.1")  # a total further off than this share of ours is told


def _line_list(value: Any) -> Any:
    """A list of texts, also where a model sent one text, nothing, or things that are no texts."""
    if value is None:
        return []
    return [v if isinstance(v, str) else json.dumps(v, ensure_ascii=False, default=str) for v in ([value] if isinstance(value, str) else value)] if isinstance(value, str | list | tuple) else value


def _amount(value: Any) -> Any:
    """A number, also from '$4.50' or '4,50 EUR'."""
    found = re.search(r"\d+(?:[.,]\d+)?", value) if isinstance(value, str) else None
    return found[0].replace(",", ".") if found else value


Lines = Annotated[list[str], BeforeValidator(_line_list)]
Amount = Annotated[float, BeforeValidator(_amount)]


class Component(BaseModel):
    """One line of a bill. Models send what they like beside these fields; that is no error."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: str = Field(min_length=1, max_length=200)
    partNumber: str = Field(max_length=120, description="A catalogue id from search_parts, or the maker's number")
    quantity: int = Field(ge=1, le=100)
    voltage: str | None = Field(None, max_length=200)
    current: str | None = Field(None, max_length=200)
    estimatedCost: Amount | None = Field(None, ge=0, le=1e6, allow_inf_nan=False, description="Of one piece")
    supplier: str | None = Field(None, max_length=200)
    link: str | None = Field(None, max_length=500)
    notes: str | None = Field(None, max_length=1_000)
    alternatives: Lines = Field(default_factory=list, max_length=20)

    @field_validator("voltage", "current", "partNumber", mode="before")
    @classmethod
    def _as_text(cls, value: Any, field: ValidationInfo) -> Any:
        """Numbers for voltage and current are volts and amperes; no part number is an empty one."""
        if value is None:
            return "" if field.field_name == "partNumber" else None
        return f"{value:g}" if isinstance(value, int | float) and not isinstance(value, bool) else value


class Bill(Arguments):
    project_name: str = Field(min_length=1, max_length=200)
    summary: str = Field("", max_length=5_000)
    components: list[Component] = Field(min_length=1, max_length=100)
    totalCost: Amount = Field(ge=0, le=1e9, allow_inf_nan=False)
    powerAnalysis: Mapping[str, Any] = Field(default_factory=dict)
    warnings: Lines = Field(default_factory=list, max_length=40)
    assemblyNotes: Lines = Field(default_factory=list, max_length=40)


@tool(writes=True, drawer="bom")
def update_bom(turn: Turn, arguments: Bill) -> Outcome:
    """Makes the parts of the design those of this bill, all of them: a part that is not listed goes. Parts are looked up in the
    catalogue; what stays keeps its wires. A bill that breaks a rule is kept as a draft with its findings; prices, voltages and currents
    against the catalogue are told."""
    return put_bill(turn, arguments)


def put_bill(turn: Turn, bill: Bill) -> Outcome:
    """The bill worked into the project's design and kept."""
    before, project = base(turn.shelf, turn.project), turn.shelf.get(turn.project.id)
    currency = before.currency if before else project.currency or (target.currency if (target := budget_of(project)) else "USD")
    made = with_bill(before, bill.project_name, [line_of(c, currency) for c in bill.components], before.catalogue if before else load(), currency)
    design = unchecked(made.design, "bill", [*bill.warnings, *bill.assemblyNotes])
    flags = (*made.flags, *_total(bill.totalCost, Prototype.from_design(design, before.catalogue if before else None, currency)))
    return proposed(turn, Proposal(design, made.done, flags, made.notes))


def line_of(component: Component, currency: str) -> BillLine:
    """A component as a line of the bill, with what is claimed of it in words."""
    said = {ours: str(value) for theirs, ours in CLAIMS.items() if (value := getattr(component, theirs)) not in (None, "")}
    if "price" in said:
        said["price"] = f"{Decimal(said['price']).normalize():f} {currency}"
    if component.alternatives:
        said["alternatives"] = ", ".join(component.alternatives)
    return BillLine(component.name.strip() or "part", component.partNumber.strip(), component.quantity, said)


def _total(claimed: float, made: Prototype) -> Iterable[str]:
    ours = made.cost.total
    if ours.amount and abs(Decimal(str(claimed)) - ours.amount) > OFF * ours.amount:
        missing = f", without {', '.join(made.cost.unpriced)}, which nobody has a price for" if made.cost.unpriced else ""
        yield f"You say it costs {claimed:.2f} in all; by the catalogue it is about {ours} ({made.cost.basis}{missing}), which is what counts."
