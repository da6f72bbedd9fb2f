"""Files of the conversation: those that come with a message are kept in the project, and shown with it on every visit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

import streamlit as st

from ohm_core.agents.sent import attachments
from ohm_core.errors import OhmError
from ohm_core.photo.picture import FOR_MODEL
from ohm_core.project.documents import inline
from ohm_core.server.here import workshop
from ohm_core.store.rows import Message, Project, Upload
from panels import table
from panels.speakers import short_name
from panels.table import Cell, Column, Row
from panels.trouble import later

ICONS = {"photo": ":material/image:", "pdf": ":material/picture_as_pdf:", "table": ":material/table:", "circuit": ":material/cable:", "code": ":material/code:", "text": ":material/description:"}
MOST_MB = 100
PIECE = 1_000_000
WIDTH = 180


def field(placeholder: str, key: str, takes_files: bool = True) -> tuple[str, Sequence[Any]]:
    """The field to write in and to drop files on; what was sent, empty where nothing was."""
    said = st.chat_input(placeholder, key=key, max_chars=10_000, accept_file="multiple" if takes_files else False, max_upload_size=MOST_MB)
    if not said:
        return "", ()
    return (said, ()) if isinstance(said, str) else (said.text or "", tuple(said.files))


@contextmanager
def kept(project: Project, files: Iterable[Any]) -> Iterator[list[str]]:
    """The ids of FILES, kept in the project; where one is refused, or what follows fails, none stays. Raises OhmError."""
    made: list[Upload] = []
    try:
        for file in files:
            made.append(workshop().upload(project, file.name, _pieces(file)))
        yield [u.id for u in made]
    except OhmError:
        for one in made:
            workshop().remove_upload(project, one.id)
        raise


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    while piece := file.read(PIECE):
        yield piece


def show(project: Project, message: Message) -> None:
    """What came with a message: photos small, the rest by name to be saved."""
    found = attachments(message)
    if not found:
        return
    there = {u.id: u for u in workshop().uploads(project)}
    with st.container(key=f"files-{message.id}", horizontal=True, gap="small"):
        for one in found:
            _one(message.id, one, there.get(one["id"]))


def _one(place: str, noted: Mapping[str, Any], upload: Upload | None) -> None:
    if upload is None:
        st.caption(f"{inline(noted['name'])} was taken away.")
    elif upload.kind == "photo":
        with st.container(width=WIDTH, gap="xsmall", key=f"photo-{place}-{upload.id}"):
            st.image(workshop().upload_bytes(upload, FOR_MODEL), width=WIDTH, caption=inline(upload.name), alt=upload.name)
            _look(place, upload)
    else:
        st.download_button(f"{inline(upload.name)} · {size(upload)}", data=lambda: workshop().upload_bytes(upload), file_name=upload.name, mime=upload.media_type, icon=ICONS[upload.kind],
                           key=f"file-{place}-{upload.id}", type="tertiary", on_click="ignore")


def drawer(project: Project) -> None:
    """Every file of the project, each with a way to take it away for good."""
    found = workshop().uploads(project)
    if not found:
        return
    st.markdown("### Files")
    for upload in found:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"kept-{upload.id}"):
            st.markdown(f"{ICONS[upload.kind]} {inline(upload.name)} · {size(upload)}", width="stretch")
            with st.popover("Take away", type="tertiary", icon=":material/delete:", disabled=project.locked, key=f"remove-{upload.id}"):
                st.caption("It goes for good, from the messages too.")
                st.button("Take it away", key=f"gone-{upload.id}", type="primary", on_click=_take_away, args=(project, upload))


def _take_away(project: Project, upload: Upload) -> None:
    with later():
        workshop().remove_upload(project, upload.id)


def _look(place: str, upload: Upload) -> None:
    """What a model saw in a photo when it looked last: always told as its word."""
    found = workshop().inspection(upload.project_id, upload.id)
    if found is None:
        return
    verdicts = found["verdicts"]
    differ, untold = (sum(v["verdict"] == word for v in verdicts) for word in ("differs", "cannot_tell"))
    label = "could not be judged" if not found["usable"] else f"{differ} differ{'s' if differ == 1 else ''}, {untold} untold" if differ or untold else f"all {len(verdicts)} nets match"
    with st.popover(f"A model's word: {label}", type="tertiary", icon=":material/visibility:", key=f"look-{place}-{upload.id}"):
        st.caption(inline(f"{short_name(found['model'])} looked at it beside version {found['version']}. Nobody has checked what it says."))
        if found["why_not"]:
            st.markdown(inline(found["why_not"]))
        for issue in found["criticalIssues"]:
            st.markdown(f"**{inline(f'Critical ({net})' if (net := issue['net']) else 'Critical')}**: {inline(issue['message'])} {inline(issue['remedy'])}")
        rows = [Row(v["net"], (Cell(v["net"]), Cell(*SAID[v["verdict"]]), Cell(v["seen"] or "", "quiet"))) for v in verdicts]
        table.show((Column("Net", mono=True), Column("Verdict"), Column("Seen")), rows, key=f"look_table-{place}-{upload.id}")
        for line in found["suggestions"][:6]:
            st.markdown(f"- {inline(line)}")


SAID = {"differs": ("differs", "warning"), "matches": ("matches", ""), "cannot_tell": ("cannot be told", "quiet")}


def size(upload: Upload) -> str:
    """'34 pages' of a PDF, else '12 kB'."""
    if pages := upload.facts.get("pages"):
        return f"{pages} page{'s' if pages > 1 else ''}"
    return f"{upload.size / 1_000_000:.1f} MB" if upload.size >= 1_000_000 else f"{max(1, round(upload.size / 1000))} kB"
