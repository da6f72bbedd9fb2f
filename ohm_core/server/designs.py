"""Designs over HTTP without a project: words to a design, a circuit checked, laid out, costed, exported. Nothing is kept."""

from __future__ import annotations

import asyncio
import mimetypes
import tempfile
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from ohm_core.errors import BadInput
from ohm_core.server.bodies import BudgetBody, CheckBody, DesignBody, ExportBody, LayoutBody, read
from ohm_core.server.callers import Caller
from ohm_core.units import known_currency, parse_money


async def design(request: Request, caller: Caller) -> Response:
    """POST: what `ohm design --json` prints."""
    body = await read(request, DesignBody)
    return JSONResponse(await asyncio.to_thread(designed, body))


def designed(body: DesignBody) -> dict[str, Any]:
    from ohm_core.project.prototype import make

    code = known_currency(body.currency)
    budget = parse_money(body.budget, code, "budget") if body.budget else None
    made = make(body.text, board=body.board, budget=budget, currency=code, own=[(o.part, o.quantity) for o in body.own], locked=body.lock)
    return made.answer([])


async def check(request: Request, caller: Caller) -> Response:
    """POST: what `ohm check --json` prints."""
    body = await read(request, CheckBody)
    return JSONResponse(await asyncio.to_thread(checked, body))


def checked(body: CheckBody) -> dict[str, Any]:
    from ohm_core.catalogue.catalogue import load
    from ohm_core.project import checked as checking

    found = checking.checked(_design(body.circuit), body.sketch, load())
    return found.as_json(repairs=body.repairs)


async def layout(request: Request, caller: Caller) -> Response:
    """POST: what `ohm layout --json` prints."""
    body = await read(request, LayoutBody)
    return JSONResponse(await asyncio.to_thread(laid, body))


def laid(body: LayoutBody) -> dict[str, Any]:
    from ohm_core.breadboard import layout as lay
    from ohm_core.breadboard import layout_json
    from ohm_core.catalogue.catalogue import load
    from ohm_core.circuit.circuit import resolve

    circuit = resolve(_design(body.circuit), load())
    return layout_json(lay(circuit, body.boardSize or None), circuit)


async def budget(request: Request, caller: Caller) -> Response:
    """POST: what `ohm budget --json` prints, at the catalogue's prices; with a target also whether it is met."""
    body = await read(request, BudgetBody)
    return JSONResponse(await asyncio.to_thread(costed, body))


def costed(body: BudgetBody) -> dict[str, Any]:
    from dataclasses import replace

    from ohm_core.budget.alternatives import alternatives
    from ohm_core.budget.plan import priced
    from ohm_core.catalogue.catalogue import load
    from ohm_core.formats.bill import lines_of

    limit = parse_money(body.target, "USD", "target") if body.target else None
    known = load()
    plan = priced(lines_of(_design(body.circuit), known), known)
    plan = replace(plan, alternatives=alternatives(plan, known))
    return {**plan.as_json(), **({"withinTarget": plan.total.amount <= limit.amount} if limit else {})}


async def export(request: Request, caller: Caller) -> Response:
    """POST: the design in another tool's form, as a file (a folder comes as a zip)."""
    body = await read(request, ExportBody)
    name, content = await asyncio.to_thread(exported, body)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})


def exported(body: ExportBody) -> tuple[str, bytes]:
    """File name and bytes. Raises BadInput for a format OHM does not write."""
    from ohm_core.catalogue.catalogue import load
    from ohm_core.formats.export import FORMATS
    from ohm_core.formats.export import export as convert
    from ohm_core.formats.files import archive
    from ohm_core.project.prototype import Prototype

    if body.to not in FORMATS:
        raise BadInput(f"OHM cannot export '{body.to}'; use one of {', '.join(FORMATS)}.", "to", "unknown_format")
    made = Prototype.from_design(_design(body.circuit), load())
    with tempfile.TemporaryDirectory(prefix="ohm-export-") as scratch:
        target = Path(scratch) / FORMATS[body.to].default
        convert(made, body.to, target)
        files = {p.relative_to(scratch).as_posix(): p.read_bytes() for p in sorted(Path(scratch).rglob("*")) if p.is_file()}
    return next(iter(files.items())) if len(files) == 1 and "/" not in next(iter(files)) else (f"{body.to}.zip", archive(files))


def _design(raw: dict[str, Any]) -> Any:
    from ohm_core.catalogue.catalogue import load
    from ohm_core.formats.source import design_of_json

    return design_of_json(raw, load(), "circuit")
