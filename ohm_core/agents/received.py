"""What the engine without a key does with files of a message: what OHM itself can read is put to use, of the rest it says plainly what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ohm_core.agents.roles import GENERAL, role
from ohm_core.agents.saying import esc
from ohm_core.agents.turn import Call, Hand, Moves, Say, Turn
from ohm_core.budget.plan import priced
from ohm_core.catalogue.catalogue import load
from ohm_core.errors import BadInput, OhmError
from ohm_core.formats.bill import lines_in
from ohm_core.project import reading, uploads
from ohm_core.project.belongings import kind_of_table, owned_in
from ohm_core.project.checked import Checked
from ohm_core.project.documents import inline
from ohm_core.project.prototype import Prototype
from ohm_core.project.revise import revise
from ohm_core.store.rows import Upload
from ohm_core.understand import understand

MOST_QUOTES, QUOTE = 3, 320
NO_EYES = "Looking at photos needs a language model that can see, and none answers here. Until then compare your build with the wiring drawer, step by step."


def answer(turn: Turn, before: Prototype | None) -> Moves:
    """Says what became of each file of the message."""
    needed = {_tool(turn, u, before) for u in turn.attached} - {""}
    if needed - set(turn.role.tools):
        yield Hand(GENERAL)
        turn = replace(turn, role=role(GENERAL))
    for upload in turn.attached:
        try:
            yield from _one(turn, upload, before)
        except OhmError as error:
            yield Say(f"**{inline(upload.name)}**: {inline(error.message)}\n\n")


def goes_on(turn: Turn, before: Prototype | None) -> bool:
    """Whether the words beside the files want something of their own: a design, a change, or what a list of owned parts makes of the cost."""
    if not turn.text.strip():
        return False
    if before is None:
        return wants_something(turn.text)
    return bool(revise(before, turn.text).done) or all(u.kind == "table" for u in turn.attached) and turn.text.rstrip().endswith("?")


def wants_something(text: str) -> bool:
    """Whether words ask for anything that can be planned."""
    try:
        return any(not w.implied and w.status == "wanted" for w in understand(text, load()).wishes)
    except BadInput:
        return False


def owned_list(turn: Turn) -> str:
    """The id of the newest list of owned parts in the project, for a design that is about to be made; "" for none."""
    for upload in reversed(uploads.listed(turn.shelf, turn.project)):
        try:
            if upload.kind == "table" and kind_of_table(turn.shelf, upload) == "owned":
                return upload.id
        except OhmError:
            continue
    return ""


def _tool(turn: Turn, upload: Upload, before: Prototype | None) -> str:
    if upload.kind == "circuit" or upload.kind == "code" and before:
        return "check_upload"
    return "own_parts" if upload.kind == "table" and before and kind_of_table(turn.shelf, upload) == "owned" else ""


def _one(turn: Turn, upload: Upload, before: Prototype | None) -> Moves:
    head = f"**{inline(upload.name)}**"
    if _tool(turn, upload, before) == "check_upload":
        yield from _checked(turn, upload, head)
    elif upload.kind == "table":
        yield from _table(turn, upload, before, head)
    elif upload.kind == "photo":
        yield Say(f"{head} is kept ({upload.facts.get('width')} × {upload.facts.get('height')} pixels). {NO_EYES}\n\n")
    elif upload.kind == "pdf":
        yield Say("".join(_document(turn, upload, head)))
    elif upload.kind == "code":
        yield Say(f"{head} is kept. There is no design yet to hold it against; send the circuit (a diagram.json), or say what to build.\n\n")
    else:
        yield Say(f"{head} is kept as text. Without a language model I don't read it: say in a sentence what you want of it.\n\n")


def _checked(turn: Turn, upload: Upload, head: str) -> Moves:
    sketch = next((u.id for u in turn.attached if u.kind == "code"), "") if upload.kind == "circuit" else ""
    if upload.kind == "code" and any(u.kind == "circuit" for u in turn.attached):
        return  # judged with its circuit
    made = yield Call("check_upload", {"file": upload.id, **({"sketch": sketch} if sketch else {})})
    if not (made and made.ok and isinstance(made.value, Checked)):
        yield Say(f"{head}: {inline(made.summary if made else 'it could not be checked')}\n\n")
        return
    report = made.value.report
    counts = [f"{n} {s}{'s' if n > 1 else ''}" for s in ("error", "warning") if (n := sum(f.severity == s for f in report.findings))]
    yield Say(f"{head}, {len(made.value.prototype.circuit.parts)} parts, checked with {len(report.checked)} rules: {' and '.join(counts) or 'no errors, no warnings'}.\n\n")
    for f in report.findings:
        if f.severity != "info":
            yield Say(f"- **{f.severity}: {inline(f.message)}** {inline(f.remedy)} ({inline(f.source)})\n")
    if report.not_checked:
        yield Say(f"\nNot checked: {inline('; '.join(n.why for n in report.not_checked[:4]))}\n")
    yield Say("\n")


def _table(turn: Turn, upload: Upload, before: Prototype | None, head: str) -> Moves:
    kind = kind_of_table(turn.shelf, upload)
    if kind == "owned" and before is not None:
        made = yield Call("own_parts", {"file": upload.id})
        yield Say(f"{head}: {inline(made.summary.splitlines()[0] if made else '')}\n\n" + "".join(f"{inline(n)}\n\n" for n in (made.notes if made else ())))
    elif kind == "owned":
        listed = owned_in(turn.shelf, upload)
        yield Say(f"{head}: {listed.lines} lines, {len(listed.owned)} of them known. What is on it counts as yours when a design is made.\n\n" + "".join(f"{inline(n)}\n\n" for n in listed.notes()))
    elif kind == "bill":
        known = load()
        lines = lines_in(uploads.content(turn.shelf, upload), upload.name, known)
        plan = priced(lines, known)
        unpriced = f" Nobody has a price for {inline(', '.join(plan.unpriced[:8]))}." if plan.unpriced else ""
        yield Say(f"{head} is a bill of {len(lines)} lines: about {esc(plan.total)} ({plan.basis}).{unpriced} `ohm budget FILE --offers OFFERS.csv` finds the cheapest purchase.\n\n")
    elif kind == "offers":
        yield Say(f"{head} holds offers. They are kept; `ohm budget DESIGN --offers {inline(upload.name)}` plans the cheapest purchase with them.\n\n")
    else:
        yield Say(f"{head} is kept, but its columns tell me nothing. A list of what you have has the columns part and quantity.\n\n")


def _document(turn: Turn, upload: Upload, head: str) -> Iterator[str]:
    found = reading.pages(turn.shelf, upload)
    yield f"{head} is kept ({upload.facts.get('pages')} pages" + (f", {len(found)} of them with text). " if found else "). No page of it has text that can be read: it may be scanned. ")
    fit = reading.fitting(found, turn.text)[:MOST_QUOTES]
    if not fit:
        yield "Ask about something in it by its words, and I quote the page; understanding it needs a language model.\n\n" if found else "\n\n"
        return
    yield "Where your words stand in it:\n\n"
    yield from (f"- page {n}: “{inline(reading.around(found[n], turn.text, QUOTE))}”\n" for n in fit)
    yield "\n"
