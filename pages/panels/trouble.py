"""Errors as one sentence, wherever they come up."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from ohm_core.errors import Missing, OhmError
from ohm_core.project.documents import inline
from panels.state import state

log = logging.getLogger("ohm.pages")


@contextmanager
def sentences() -> Iterator[None]:
    """Shows what goes wrong inside as one sentence; what nobody foresaw is logged with its trace."""
    try:
        yield
    except Missing as error:
        st.info(inline(error.message), icon=":material/info:")
    except OhmError as error:
        st.error(inline(error.message), icon=":material/error:")
    except Exception as error:
        if type(error).__module__.startswith("streamlit"):
            raise  # a rerun or stop is no error
        log.exception("a panel failed")
        st.error("This could not be shown; the log has the details.", icon=":material/error:")


@contextmanager
def later(keep: str = "") -> Iterator[None]:
    """For callbacks: the sentence is shown at the next drawing, with the text that was to be sent (KEEP), so that none is lost."""
    try:
        yield
    except OhmError as error:
        state.trouble, state.unsent = error.message, keep


def pending() -> None:
    """Shows the sentence a callback left."""
    if state.trouble:
        st.error(inline(state.trouble), icon=":material/error:")
        if state.unsent:
            st.code(state.unsent, language=None, wrap_lines=True)
        state.trouble = state.unsent = ""
