"""The frame around every page: name, style, navigation. Pages themselves are thin; what they are made of is in panels/."""

import sys
from pathlib import Path

import streamlit as st

HERE = Path(__file__).resolve().parent
sys.path[:0] = [p for p in (str(HERE), str(HERE.parent)) if p not in sys.path]

from panels import style  # noqa: E402

st.set_page_config(page_title="OHM", page_icon=str(HERE / "art" / "mark.svg"), layout="wide", initial_sidebar_state="collapsed")
st.logo(str(HERE / "art" / "mark.svg"), size="medium")
style.apply()
page = st.navigation(
    [st.Page(HERE / "build.py", title="Build", icon=":material/construction:", default=True),
     st.Page(HERE / "check.py", title="Check", icon=":material/fact_check:"), st.Page(HERE / "parts.py", title="Parts", icon=":material/memory:"),
     st.Page(HERE / "settings.py", title="Settings", icon=":material/tune:"), st.Page(HERE / "health.py", title="Health", icon=":material/monitor_heart:")],
    position="top")
page.run()
