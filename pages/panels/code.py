"""The code drawer: the firmware's files, to read, copy, download, build and run."""

from __future__ import annotations

import streamlit as st

from ohm_core.design.values import SourceFile
from ohm_core.formats.files import archive
from ohm_core.project.documents import inline
from ohm_core.store.rows import Draft
from panels import editing, workbench, writer
from panels.shown import Shown
from panels.state import state
from panels.topbar import slug

FOLD = 6
LANGUAGES = {"c++": "cpp", "arduino": "cpp", "ino": "cpp", "micropython": "python", "yml": "yaml", "text": None, "": None}


def show(shown: Shown) -> None:
    """Draws tree, file and tools."""
    prototype = shown.prototype
    files = prototype.firmware if prototype else ()
    if not files or prototype is None:
        st.caption("No firmware yet.")
        return
    chosen = next((f for f in files if f.path == state.file), None) or main_file(files)
    with st.container(horizontal=True, key="code_tools"):
        name = slug(shown.project.title)
        st.download_button("Zip", lambda: archive({f.path: f.content.encode() for f in files}), file_name=f"{name}-firmware.zip", mime="application/zip", icon=":material/folder_zip:", key="save-code", on_click="ignore")
        workbench.buttons(prototype)
    workbench.results(prototype)
    editing.elsewhere(shown, "code", but=chosen.path)
    tree, text = st.columns([2, 5], gap="small")
    with tree:
        _tree(files, chosen)
    with text:
        if now := editing.mine("code", chosen.path):
            editing.desk(shown.project, now, lambda: writer.typed(now.token), lambda changed: writer.writer(now.begun or "", label=chosen.path, token=now.token, changed=changed))
        else:
            editing.watched(shown, "code", chosen.path, lambda draft: _read(chosen, draft))


def _read(file: SourceFile, draft: Draft | None) -> None:
    st.code(draft.content if draft else file.content, language=LANGUAGES.get(file.language.lower(), file.language.lower()), line_numbers=True)


def main_file(files: tuple[SourceFile, ...]) -> SourceFile:
    """The file a reader wants first."""
    def rank(file: SourceFile) -> tuple[int, int, str]:
        name = file.path.rsplit("/", 1)[-1]
        return (0 if name.endswith(".ino") or name.startswith("main.") else 1, file.path.count("/"), file.path)

    return min(files, key=rank)


def _tree(files: tuple[SourceFile, ...], chosen: SourceFile) -> None:
    """The files of the firmware; what lies in folders of its own (the bring-up tests) folded away until it is wanted."""
    top = {f.path.partition("/")[0] if "/" in f.path else "" for f in files}
    for folder in sorted(top):
        inside = sorted((f for f in files if (f.path.partition("/")[0] if "/" in f.path else "") == folder), key=lambda f: (f.path.count("/"), f.path))
        if folder and len(top) > 1 and len(inside) > FOLD:
            with st.expander(f"{inline(folder)}/ ({len(inside)})", expanded=chosen in inside):
                _files(folder, inside, chosen)
        else:
            _files(folder, inside, chosen)


def _files(folder: str, files: list[SourceFile], chosen: SourceFile) -> None:
    with st.container(key=f"tree-files-{folder or 'root'}", gap=None):
        where = ""
        for file in files:
            path, _, name = file.path.rpartition("/")
            if path != where:
                where = path
                st.caption(inline(path) + "/")
            st.button(inline(name), key=f"file-{file.path}", type="primary" if file is chosen else "tertiary", help=file.path, on_click=_choose, args=(file.path,))


def _choose(path: str) -> None:
    state.file = path
