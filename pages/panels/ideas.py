"""The empty page: one sentence, four ideas to click, and the field."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from panels.chat import begin, first_words
from panels.state import theme
from panels.trouble import later

ART = Path(__file__).resolve().parents[1] / "art"


@dataclass(frozen=True)
class Idea:
    """An example: its picture's name, a title, and the words it starts with."""

    art: str
    title: str
    text: str


IDEAS = (
    Idea("plant", "Plant waterer", "Water my tomatoes when the soil is dry, battery powered, under $40"),
    Idea("weather", "Room weather", "Show the temperature and humidity of my room on a small OLED display and beep when it is above 28 degrees"),
    Idea("door", "Parking helper", "Beep faster the nearer my car gets to the garage wall, and turn a red LED on below 20 cm"),
    Idea("lamp", "Night light", "A night light that fades on slowly when somebody moves in the dark"),
)


def show() -> None:
    """Draws it."""
    with st.container(key="empty", horizontal_alignment="center"):
        st.markdown("## Say what you want to build. You get parts, wiring, code and cost, checked.", anchors=False)
        with st.container(key="ideas"):
            for pair in (IDEAS[:2], IDEAS[2:]):
                for column, idea in zip(st.columns(2, gap="small"), pair, strict=True):
                    with column:
                        _card(idea)
    said, dropped = first_words()
    if said or dropped:
        with later(keep=said):
            begin(said, dropped)
        st.rerun()


def _card(idea: Idea) -> None:
    with st.container(key=f"idea-{idea.art}", horizontal=True, vertical_alignment="center", gap="small"):
        st.image(picture(idea.art), width=64, alt="")
        with st.container(gap=None):
            st.button(f"**{idea.title}**", key=f"try-{idea.art}", type="tertiary", on_click=_begin, args=(idea.text,))
            st.caption(idea.text.replace("$", "\\$"))


def picture(name: str) -> str:
    """An idea's drawing in the colours of the theme."""
    svg = (ART / f"{name}.svg").read_text(encoding="utf-8")
    return svg.replace("#1E2430", "#E7E9EE").replace("#FBFAF7", "#14181F") if theme() == "dark" else svg


def _begin(text: str) -> None:
    with later():
        begin(text)
