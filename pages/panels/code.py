"""The code drawer: the firmware's files, to read, copy, download, build and run."""

from __future__ import annotations

import streamlit as st

from ohm_core.design.values import SourceFile
from ohm_core.project.documents import inline
from panels import workbench
from panels.shown import Shown
from panels.state import state
from panels.topbar import slug, zipped

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
        st.download_button("Zip", lambda: zipped({f.path: f.content.encode() for f in files}), file_name=f"{name}-firmware.zip", mime="application/zip", icon=":material/folder_zip:", key="save-code", on_click="ignore")
        workbench.buttons(prototype)
    workbench.results(prototype)
    tree, text = st.columns([2, 5], gap="small")
    with tree:
        _tree(files, chosen)
    with text:
        st.code(chosen.content, language=LANGUAGES.get(chosen.language.lower(), chosen.language.lower()), line_numbers=True)


def main_file(files: tuple[SourceFile, ...]) -> SourceFile:
    """The file a reader wants first."""
    def rank(file: SourceFile) -> tuple[int, str]:
        name = file.path.rsplit("/", 1)[-1]
        return (0 if name.endswith(".ino") else 1 if name.startswith("main.") else 2, file.path)

    return min(files, key=rank)


def _tree(files: tuple[SourceFile, ...], chosen: SourceFile) -> None:
    folder = None
    with st.container(key="tree-files", gap=None):
        for file in sorted(files, key=lambda f: (f.path.count("/") > 0, f.path)):
            where, _, name = file.path.rpartition("/")
            if where != folder:
                folder = where
                if where:
                    st.caption(inline(where) + "/")
            st.button(inline(name), key=f"file-{file.path}", type="primary" if file is chosen else "tertiary", help=file.path, on_click=_choose, args=(file.path,))


def _choose(path: str) -> None:
    state.file = path
