"""What one browser remembers, under plain keys, through one typed accessor. What belongs to a project is in the store."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ohm_core.errors import BadInput
from ohm_core.server.here import workshop
from ohm_core.store.rows import Project

DRAWERS = ("context", "bom", "wiring", "code", "budget", "versions")


@dataclass
class Editing:
    """An artifact in this browser's hands: what it began with, the newest number it knows, what it sent last, and how saving went."""

    kind: str
    path: str
    begun: Any
    token: str
    version: int
    sent: Any = None
    trouble: str = ""
    answer: Any = None


class State:
    """The browser's memory. Widgets keep theirs under keys of their own; these survive a change of page."""

    def _get(self, key: str, default: Any) -> Any:
        return st.session_state.get(f"ohm_{key}", default)

    def _set(self, key: str, value: Any) -> None:
        st.session_state[f"ohm_{key}"] = value

    @property
    def project_id(self) -> str:
        """The open project, kept in the address too, so that a reload or a link finds it again."""
        return self._get("project", "") or st.query_params.get("project", "")

    def open(self, project_id: str, new: bool = False) -> None:
        """Turns to a project, "" for none. What happened in it before is not news, unless it is NEW."""
        self.viewing, self.step, self.file, self.editing = None, 0, "", None
        self.seen = workshop().turns.journal.last(workshop().owner, project_id) if project_id and not new else 0
        self._set("project", project_id)
        if project_id:
            st.query_params["project"] = project_id
        else:
            self.drawer = ""
            st.query_params.clear()

    @property
    def drawer(self) -> str:
        """The open drawer, "" when the dock is closed; in the address too, so that a reload finds it open."""
        return self._get("drawer", "") or (st.query_params.get("drawer", "") if st.query_params.get("drawer") in DRAWERS else "")

    @drawer.setter
    def drawer(self, value: str) -> None:
        self._set("drawer", value if value in DRAWERS else "")
        if value in DRAWERS:
            st.query_params["drawer"] = value
        elif "drawer" in st.query_params:
            del st.query_params["drawer"]

    @property
    def viewing(self) -> int | None:
        """The version being looked at, None for the newest."""
        return self._get("viewing", None)

    @viewing.setter
    def viewing(self, value: int | None) -> None:
        self._set("viewing", value)

    @property
    def step(self) -> int:
        """The build step shown in the wiring drawer, 0 for the finished board."""
        return self._get("step", 0)

    @step.setter
    def step(self, value: int) -> None:
        self._set("step", value)

    @property
    def large(self) -> bool:
        """True when the breadboard is shown as wide as the dock, False when all of it is to be seen."""
        return self._get("large", False)

    @large.setter
    def large(self, value: bool) -> None:
        self._set("large", value)

    @property
    def seen(self) -> int:
        """The newest journal number this browser has acted on."""
        return self._get("seen", 0)

    @seen.setter
    def seen(self, value: int) -> None:
        self._set("seen", value)

    @property
    def file(self) -> str:
        """The firmware file shown."""
        return self._get("file", "")

    @file.setter
    def file(self, value: str) -> None:
        self._set("file", value)

    @property
    def me(self) -> str:
        """What other browsers see this one as while it edits."""
        if not self._get("me", ""):
            self._set("me", f"browser {secrets.token_hex(2)}")
        return str(self._get("me", ""))

    @property
    def editing(self) -> Editing | None:
        """What this browser edits, None for nothing."""
        return self._get("editing", None)

    @editing.setter
    def editing(self, value: Editing | None) -> None:
        self._set("editing", value)

    @property
    def part(self) -> str:
        """The catalogue part shown on the Parts page."""
        return self._get("part", "")

    @part.setter
    def part(self, value: str) -> None:
        self._set("part", value)

    @property
    def agent(self) -> str:
        """The agent chosen for the next messages, "" where what is said decides."""
        return self._get("agent", "")

    @agent.setter
    def agent(self, value: str) -> None:
        self._set("agent", value)

    @property
    def trouble(self) -> str:
        """One sentence to be shown at the next drawing."""
        return self._get("trouble", "")

    @trouble.setter
    def trouble(self, value: str) -> None:
        self._set("trouble", value)

    @property
    def unsent(self) -> str:
        """The message that was refused, so that its text is not lost."""
        return self._get("unsent", "")

    @unsent.setter
    def unsent(self, value: str) -> None:
        self._set("unsent", value)

    def project(self) -> Project | None:
        """The open project as it is now; None when none is open or it is gone."""
        if not self.project_id:
            return None
        try:
            found = workshop().shelf.get(self.project_id)
        except BadInput as error:
            self.open("")
            self.trouble = error.message
            return None
        if self._get("project", "") != found.id:
            self.open(found.id)
        return found


state = State()


def theme() -> str:
    """"light" or "dark", as the browser shows it."""
    return "dark" if st.context.theme.type == "dark" else "light"
