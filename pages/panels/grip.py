"""The dock's left edge, to be dragged; the width is remembered in the browser."""

from __future__ import annotations

from typing import Any

import streamlit as st

CSS = "div { position: absolute; top: 0; bottom: 0; left: 0; width: 5px; cursor: col-resize; touch-action: none; } div:hover, div.held { background: color-mix(in srgb, var(--st-primary-color) 40%, transparent); }"
JS = """
export default function ({ parentElement }) {
  const handle = parentElement.querySelector("div"), root = document.documentElement;
  const set = px => root.style.setProperty("--dock", Math.round(Math.max(340, Math.min(window.innerWidth - 420, px))) + "px");
  const kept = Number(localStorage.getItem("ohm-dock")); if (kept && window.innerWidth > 900) set(kept);
  handle.onpointerdown = e => { handle.setPointerCapture(e.pointerId); handle.classList.add("held"); e.preventDefault(); };
  handle.onpointermove = e => { if (handle.classList.contains("held")) set(window.innerWidth - 52 - e.clientX); };
  handle.onpointerup = () => { handle.classList.remove("held"); localStorage.setItem("ohm-dock", parseInt(getComputedStyle(root).getPropertyValue("--dock"))); window.dispatchEvent(new Event("resize")); };
}
"""


@st.cache_resource
def _component() -> Any:
    return st.components.v2.component("ohm_grip", html="<div></div>", css=CSS, js=JS)


def grip() -> None:
    """Draws the edge inside the dock."""
    with st.container(key="grip"):
        _component()(key="dock_grip", height="stretch")
