"""A field for code that hands over what is typed while it is typed: a short while after the last key, and at once when it is left."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

CSS = """
textarea { box-sizing: border-box; width: 100%; min-height: 420px; resize: vertical; padding: 12px; border: 1px solid var(--st-border-color); border-radius: 6px; tab-size: 2;
  background: var(--st-secondary-background-color); color: var(--st-text-color); font-family: var(--st-code-font); font-size: .82rem; line-height: 1.5; white-space: pre; overflow: auto; }
textarea:focus { outline: 2px solid var(--st-primary-color); outline-offset: -1px; }
"""
JS = """
export default function ({ data, parentElement, setStateValue }) {
  const area = parentElement.querySelector("textarea");
  if (area.dataset.token !== data.token) { area.dataset.token = data.token; area.value = data.text; area.dataset.sent = data.text; area.setAttribute("aria-label", data.label); }
  const send = () => { clearTimeout(area.ohmTimer); if (area.value !== area.dataset.sent) { area.dataset.sent = area.value; setStateValue("text", area.value); } };
  area.oninput = () => { clearTimeout(area.ohmTimer); area.ohmTimer = setTimeout(send, 350); };
  area.onblur = send;
  area.onkeydown = e => {
    if (e.key !== "Tab" || e.shiftKey || e.ctrlKey || e.altKey) return;
    e.preventDefault(); area.setRangeText("  ", area.selectionStart, area.selectionEnd, "end"); area.oninput();
  };
}
"""


@st.cache_resource
def _component() -> Any:
    return st.components.v2.component("ohm_writer", html="<textarea spellcheck='false' autocapitalize='off' autocomplete='off'></textarea>", css=CSS, js=JS)


def writer(text: str, *, label: str, token: str, changed: Callable[[], None]) -> None:
    """Draws the field, beginning with TEXT; TOKEN names the edit. CHANGED is called whenever there is something new: `typed(token)`."""
    _component()(data={"text": text, "label": label, "token": token}, default={"text": None}, key=_key(token), on_text_change=changed)


def typed(token: str) -> str | None:
    """What stands in the field, None while nothing was typed."""
    found = st.session_state.get(_key(token))
    value = found.get("text") if found else None
    return value if isinstance(value, str) else None


def _key(token: str) -> str:
    return f"writer-{token}"
