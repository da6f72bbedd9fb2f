"""What tables and circuits that a person sent mean to a project: things they have, bills, circuits to be judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ohm_core.budget.owned import Owned
from ohm_core.catalogue.catalogue import load
from ohm_core.errors import BadInput
from ohm_core.formats.bill import own_of
from ohm_core.formats.tables import columns_of
from ohm_core.project import history, uploads
from ohm_core.project.checked import Checked, checked, checked_files
from ohm_core.project.shelf import Shelf
from ohm_core.store.rows import Project, Upload

CODE_NAMES = {"text/x-c++": ".ino", "text/x-c": ".c", "text/x-python": ".py"}


@dataclass(frozen=True)
class Listed:
    """Things on a person's list: those the catalogue knows, and the names it does not."""

    lines: int
    owned: tuple[Owned, ...]
    unknown: tuple[str, ...]

    def notes(self) -> tuple[str, ...]:
        return (f"Not in the catalogue, so not counted: {', '.join(self.unknown[:12])}" + (f" and {len(self.unknown) - 12} more." if len(self.unknown) > 12 else "."),) if self.unknown else ()


def owned_in(shelf: Shelf, upload: Upload) -> Listed:
    """The things a table lists as owned. Raises BadInput for what is no such table."""
    if upload.kind != "table":
        raise BadInput(f"{upload.name} is no table; a list of what you have is a CSV with the columns part and quantity.", upload.name)
    strange: list[str] = []
    found = own_of(uploads.content(shelf, upload), upload.name, load(), strange.append)
    return Listed(len(found) + len(strange), tuple(found), tuple(strange))


def kind_of_table(shelf: Shelf, upload: Upload) -> str:
    """owned, bill, offers or "" for a table OHM has no use for, by its columns. Raises BadInput."""
    found = set(columns_of(uploads.content(shelf, upload), upload.name))
    if {"part", "supplier", "unit_price"} <= found and "ref" not in found:
        return "offers"
    if "ref" in found or "part" in found and {"mpn", "unit_price", "sku"} & found:
        return "bill"
    return "owned" if {"part", "quantity"} <= found else ""


def checked_upload(shelf: Shelf, project: Project, files: Sequence[Upload]) -> Checked:
    """A circuit that was sent under the rules, with its programs; programs alone against the project's own wiring. Raises BadInput."""
    for one in files:
        if one.kind not in ("circuit", "code"):
            raise BadInput(f"{one.name} is neither a circuit nor a program.", one.name)
    if any(u.kind == "circuit" for u in files):
        return checked_files((_named(u), uploads.content(shelf, u)) for u in files)
    made = history.working_prototype(shelf, project)
    if made is None:
        raise BadInput("There is no design to hold the program against yet; send the circuit with it.", "project")
    return checked(made.design, {_named(u): uploads.content(shelf, u).decode("utf-8", "replace") for u in files}, made.catalogue)


def _named(upload: Upload) -> str:
    """A name with the ending of what it is."""
    ending = ".json" if upload.kind == "circuit" else CODE_NAMES.get(upload.media_type, "")
    return upload.name if upload.kind == "code" or upload.name.lower().endswith(ending) else upload.name + ending
