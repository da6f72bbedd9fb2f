"""The Check page: what was dropped, what the rules found, where it is in the picture, and what mends it."""

from __future__ import annotations

import streamlit as st

from ohm_core.design.file import design_text
from ohm_core.design.finding import Finding
from ohm_core.errors import BadInput
from ohm_core.mend import Mended
from ohm_core.project.checked import Checked
from ohm_core.project.documents import inline
from ohm_core.server.here import workshop
from panels.example import EXAMPLE
from panels.state import theme
from panels.text import plain
from panels.trouble import later, sentences

SIGNS = {"error": ("✕", "error", "red"), "warning": ("!", "warning", "orange"), "info": ("i", "note", "gray")}
TYPES = ["json", "zip", "ino", "cpp", "cc", "c", "h", "hpp", "py"]


class Bench:
    """What one browser has on the bench: the circuit with its repairs so far, the newest last, and the finding looked at."""

    @property
    def steps(self) -> list[tuple[str, Checked]]:
        return st.session_state.setdefault("check_steps", [])

    @property
    def now(self) -> Checked | None:
        return self.steps[-1][1] if self.steps else None

    @property
    def chosen(self) -> int | None:
        return st.session_state.get("check_chosen")

    @chosen.setter
    def chosen(self, value: int | None) -> None:
        st.session_state["check_chosen"] = value

    def put(self, found: Checked) -> None:
        st.session_state["check_steps"] = [("", found)]
        self.chosen = None

    def clear(self) -> None:
        st.session_state["check_steps"] = []
        self.chosen = None


bench = Bench()


def show() -> None:
    """Draws the page."""
    if bench.now is None:
        with st.container(key="empty"):
            st.markdown("## Is this circuit right?")
            _drop()
            st.button("Try it with a circuit that has mistakes", key="check_example", type="tertiary", icon=":material/science:", on_click=_example)
        return
    found = bench.now
    left, right = st.columns([2, 3], gap="large")
    with left, st.container(key="check_list"):
        _head(found)
        for i, finding in enumerate(found.report.findings):
            _finding(found, i, finding)
        _blind(found)
        _ends(found)
    with right, st.container(key="check_picture"), sentences():
        _picture(found)


def _drop() -> None:
    st.caption("A Wokwi diagram.json or an OHM design, and the sketch if you like: .ino, .cpp, .c, .h or .py, or a zip of them. They stay on this machine.")
    files = st.file_uploader("Circuit and sketch", type=TYPES, accept_multiple_files=True, key="check_files", label_visibility="collapsed")
    st.button("Check", key="check_go", type="primary", disabled=not files, on_click=_check)


def _check() -> None:
    files = st.session_state.get("check_files") or []
    with later():
        bench.put(workshop().check([(f.name, f.getvalue()) for f in files]))


def _example() -> None:
    with later():
        bench.put(workshop().check([(name, body.encode()) for name, body in EXAMPLE.items()]))


def _head(found: Checked) -> None:
    st.subheader(inline(found.prototype.circuit.design.title), anchor=False)
    counts = [(sum(f.severity == s for f in found.report.findings), word) for s, (_, word, _) in SIGNS.items()]
    said = ", ".join(f"{n} {word}{'s' if n != 1 else ''}" for n, word in counts if n) or "No findings"
    with_sketch = f" · with {', '.join(sorted(found.sketch))}" if found.sketch else ""
    st.markdown(f"**{said}**" + inline(f" · {len(found.report.checked)} rules, {len(found.prototype.circuit.parts)} parts{with_sketch}"))
    if len(bench.steps) > 1:
        with st.container(horizontal=True, vertical_alignment="center", key="check_done"):
            st.caption(plain("Done: " + " ".join(said for said, _ in bench.steps if said)), width="stretch")
            st.button("Undo", key="check_undo", icon=":material/undo:", on_click=_undo)


def _undo() -> None:
    bench.steps.pop()
    bench.chosen = None


def _finding(found: Checked, i: int, finding: Finding) -> None:
    sign, word, color = SIGNS[finding.severity]
    chosen = bench.chosen == i
    with st.container(key=f"finding-{i}", gap="small"):
        st.button(f":{color}[**{sign} {word.capitalize()}**] {inline(finding.message)}", key=f"look-{i}", type="tertiary", on_click=_look, args=(None if chosen else i,), width="stretch")
        if chosen:
            with st.container(key="finding_open", gap="small"):
                st.markdown(f"**Why.** {inline(finding.why)}  \n**What to do.** {inline(finding.remedy)}")
                st.caption(inline(f"{finding.source} · rule {finding.rule}"))
                with sentences():
                    _repairs(found, finding)


def _look(i: int | None) -> None:
    bench.chosen = i


def _repairs(found: Checked, finding: Finding) -> None:
    if finding.severity == "info":
        return
    with st.spinner("Trying repairs …"):
        offers = found.repairs(finding)
    if not offers:
        st.caption("No single change was found that the rules accept.")
    for n, offer in enumerate(offers):
        left = offer.left()
        with st.container(horizontal=True, vertical_alignment="center", key=f"offer-{n}"):
            st.markdown(inline(offer.said), width="stretch")
            st.button("Try it", key=f"mend-{n}", on_click=_mend, args=(found, offer), help="Nothing else is wrong then." if not left else f"{left} other {'finding remains' if left == 1 else 'findings remain'}.")


def _mend(found: Checked, offer: Mended) -> None:
    with later():
        bench.steps.append((offer.said, found.changed(offer.design)))
        bench.chosen = None


def _blind(found: Checked) -> None:
    blind = found.report.not_checked
    if blind:
        with st.expander(f"Not checked ({len(blind)})"):
            st.markdown("\n".join(f"- {inline(n.why)}" for n in blind))


def _ends(found: Checked) -> None:
    with st.container(horizontal=True, key="check_ends"):
        st.download_button("Save the circuit", lambda: design_text(found.prototype.circuit.design), file_name="design.json", mime="application/json", icon=":material/download:", key="check_save", on_click="ignore")
        st.button("Keep as a project", key="check_keep", icon=":material/bookmark:", on_click=_keep, args=(found,))
        st.button("Another circuit", key="check_new", type="tertiary", on_click=bench.clear)


def _keep(found: Checked) -> None:
    from panels.state import state

    with later():
        project = workshop().create(found.prototype.circuit.design.title)
        workshop().save(project, found.prototype, summary="From the Check page")
        state.open(project.id, new=True)
        state.trouble = ""
        st.toast("Kept; you find it on the Build page.")


def _picture(found: Checked) -> None:
    findings = found.report.findings
    lit = (findings[bench.chosen],) if bench.chosen is not None and bench.chosen < len(findings) else tuple(f for f in findings if f.severity != "info")
    schematic, board = st.tabs(["Schematic", "Breadboard"], key="check_tabs")
    with schematic, sentences():
        st.image(found.prototype.schematic_svg(theme(), lit), width="stretch", alt="Schematic with the findings lit")
    with board, sentences():
        try:
            st.image(found.prototype.breadboard_svg(theme(), None, lit), width="stretch", alt="Breadboard with the findings lit")
            for note in found.prototype.layout.notes:
                st.caption(plain(note))
        except BadInput as error:
            st.caption(inline(error.message))
